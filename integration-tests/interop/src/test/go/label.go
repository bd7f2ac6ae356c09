package main

import (
	"errors"
	"io"
	"log"
	"net"
	"time"

	"github.com/hashicorp/memberlist"
)

const labelType = 244

// labelled puts memberlist's label before every packet and every stream, and takes nothing that has another one, as memberlist
// itself does from its version 0.3 on. Debian's version has no labels; and as it knows nothing of this one, what is encrypted
// does not cover it here.
type labelled struct {
	*memberlist.NetTransport
	header  []byte
	packets chan *memberlist.Packet
	streams chan net.Conn
}

func newLabelled(inner *memberlist.NetTransport, label string) *labelled {
	t := &labelled{inner, append([]byte{labelType, byte(len(label))}, label...), make(chan *memberlist.Packet), make(chan net.Conn)}
	go t.receivePackets()
	go t.accept()
	return t
}

func (t *labelled) receivePackets() {
	for packet := range t.NetTransport.PacketCh() {
		if len(packet.Buf) < len(t.header) || string(packet.Buf[:len(t.header)]) != string(t.header) {
			log.Printf("[ERR] discarding packet with unacceptable label, from %s", packet.From)
			continue
		}
		packet.Buf = packet.Buf[len(t.header):]
		t.packets <- packet
	}
}

func (t *labelled) accept() {
	for conn := range t.NetTransport.StreamCh() {
		go func(conn net.Conn) {
			if err := t.readHeader(conn); err != nil {
				log.Printf("[ERR] discarding stream with unacceptable label, from %s: %s", conn.RemoteAddr(), err)
				conn.Close()
				return
			}
			t.streams <- conn
		}(conn)
	}
}

func (t *labelled) readHeader(conn net.Conn) error {
	conn.SetReadDeadline(time.Now().Add(patience))
	defer conn.SetReadDeadline(time.Time{})
	found := make([]byte, len(t.header))
	if _, err := io.ReadFull(conn, found); err != nil {
		return err
	}
	if string(found) != string(t.header) {
		return errors.New("another label or none")
	}
	return nil
}

func (t *labelled) WriteTo(packet []byte, to string) (time.Time, error) {
	return t.NetTransport.WriteTo(append(append([]byte{}, t.header...), packet...), to)
}

func (t *labelled) WriteToAddress(packet []byte, to memberlist.Address) (time.Time, error) {
	return t.WriteTo(packet, to.Addr)
}

func (t *labelled) DialTimeout(to string, timeout time.Duration) (net.Conn, error) {
	conn, err := t.NetTransport.DialTimeout(to, timeout)
	if err != nil {
		return nil, err
	}
	if _, err := conn.Write(t.header); err != nil {
		conn.Close()
		return nil, err
	}
	return conn, nil
}

func (t *labelled) DialAddressTimeout(to memberlist.Address, timeout time.Duration) (net.Conn, error) {
	return t.DialTimeout(to.Addr, timeout)
}

func (t *labelled) PacketCh() <-chan *memberlist.Packet { return t.packets }
func (t *labelled) StreamCh() <-chan net.Conn           { return t.streams }
