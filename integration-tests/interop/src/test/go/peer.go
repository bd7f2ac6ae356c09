// A member of a HashiCorp memberlist cluster on the loopback address. It reads commands, one a line, and prints events and
// answers, one JSON object a line, and what memberlist logs. It ends when its standard input does, so that it never outlives a test.
//
//	join HOST:PORT          joins by that member            -> joined {reached, error}
//	members                 whom it lists                   -> members {members}
//	best-effort NODE TEXT   a user message over UDP         -> sent {error}
//	reliable NODE TEXT      a user message over TCP         -> sent {error}
//	broadcast TEXT          a user message to everybody
//	meta TEXT               other metadata                  -> updated {error}
//	ping NODE                                               -> pinged {error}
//	key add|use|remove HEX  changes the keyring             -> keyed {error}
//	leave                                                   -> left {error}
package main

import (
	"bufio"
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"log"
	"net"
	"os"
	"reflect"
	"strings"
	"sync"
	"time"

	"github.com/hashicorp/memberlist"
)

const (
	patience       = 10 * time.Second
	longestCommand = 4 << 20
)

type fields map[string]interface{}

var output sync.Mutex

func say(event string, more fields) {
	line := fields{"event": event}
	for name, value := range more {
		line[name] = value
	}
	text, err := json.Marshal(line)
	if err != nil {
		log.Fatal(err)
	}
	output.Lock()
	defer output.Unlock()
	os.Stdout.Write(append(text, '\n'))
}

func answer(event string, err error) {
	say(event, fields{"error": message(err)})
}

func message(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

func described(node *memberlist.Node) fields {
	return fields{"name": node.Name, "address": node.Address(), "meta": hex.EncodeToString(node.Meta)}
}

// whyGone tells a leave from a death, which this version of memberlist knows, but does not tell. Only while memberlist itself
// tells of it: it holds its lock then.
func whyGone(members *memberlist.Memberlist, name string) string {
	state := reflect.ValueOf(members).Elem().FieldByName("nodeMap").MapIndex(reflect.ValueOf(name)).Elem().FieldByName("State")
	switch memberlist.NodeStateType(state.Int()) {
	case memberlist.StateLeft:
		return "left"
	case memberlist.StateDead:
		return "dead"
	}
	return "there"
}

// application is every delegate of memberlist's but those that may refuse somebody.
type application struct {
	mutex   sync.Mutex
	meta    []byte
	state   []byte
	queue   *memberlist.TransmitLimitedQueue
	members *memberlist.Memberlist
}

func (a *application) NodeMeta(limit int) []byte {
	a.mutex.Lock()
	defer a.mutex.Unlock()
	return a.meta
}

func (a *application) setMeta(meta string) {
	a.mutex.Lock()
	defer a.mutex.Unlock()
	a.meta = []byte(meta)
}

func (a *application) NotifyMsg(text []byte) {
	say("message", fields{"text": string(text)})
}

func (a *application) GetBroadcasts(overhead, limit int) [][]byte {
	return a.queue.GetBroadcasts(overhead, limit)
}

func (a *application) LocalState(join bool) []byte {
	return a.state
}

func (a *application) MergeRemoteState(state []byte, join bool) {
	say("state", fields{"text": string(state), "join": join})
}

func (a *application) NotifyJoin(node *memberlist.Node)   { say("member-joined", described(node)) }
func (a *application) NotifyUpdate(node *memberlist.Node) { say("member-updated", described(node)) }

func (a *application) NotifyLeave(node *memberlist.Node) {
	gone := described(node)
	gone["state"] = whyGone(a.members, node.Name)
	say("member-gone", gone)
}

func (a *application) AckPayload() []byte { return nil }

func (a *application) NotifyPingComplete(node *memberlist.Node, roundTrip time.Duration, payload []byte) {
	say("ping-completed", fields{"name": node.Name, "payload": string(payload)})
}

type broadcast []byte

func (b broadcast) Invalidates(memberlist.Broadcast) bool { return false }
func (b broadcast) Message() []byte                       { return b }
func (b broadcast) Finished()                             {}

type peer struct {
	app     *application
	keyring *memberlist.Keyring
}

func keyring(keys string) (*memberlist.Keyring, error) {
	if keys == "" {
		return nil, nil
	}
	var all [][]byte
	for _, text := range strings.Split(keys, ",") {
		key, err := hex.DecodeString(text)
		if err != nil {
			return nil, err
		}
		all = append(all, key)
	}
	return memberlist.NewKeyring(all, all[0])
}

func (p *peer) find(name string) (*memberlist.Node, error) {
	for _, node := range p.app.members.Members() {
		if node.Name == name {
			return node, nil
		}
	}
	return nil, errors.New("no member " + name)
}

func (p *peer) send(command, name, text string) error {
	node, err := p.find(name)
	if err != nil {
		return err
	}
	if command == "reliable" {
		return p.app.members.SendReliable(node, []byte(text))
	}
	return p.app.members.SendBestEffort(node, []byte(text))
}

func (p *peer) ping(name string) error {
	node, err := p.find(name)
	if err != nil {
		return err
	}
	_, err = p.app.members.Ping(node.Name, &net.UDPAddr{IP: node.Addr, Port: int(node.Port)})
	return err
}

func (p *peer) changeKeys(change, text string) error {
	key, err := hex.DecodeString(text)
	if err != nil {
		return err
	}
	switch change {
	case "add":
		return p.keyring.AddKey(key)
	case "use":
		return p.keyring.UseKey(key)
	case "remove":
		return p.keyring.RemoveKey(key)
	}
	return errors.New("keys are not to " + change)
}

func (p *peer) obey(words []string) {
	for len(words) < 3 {
		words = append(words, "")
	}
	switch words[0] {
	case "join":
		reached, err := p.app.members.Join([]string{words[1]})
		say("joined", fields{"reached": reached, "error": message(err)})
	case "members":
		all := []fields{}
		for _, node := range p.app.members.Members() {
			all = append(all, described(node))
		}
		say("members", fields{"members": all})
	case "best-effort", "reliable":
		answer("sent", p.send(words[0], words[1], words[2]))
	case "broadcast":
		p.app.queue.QueueBroadcast(broadcast(words[1]))
	case "meta":
		p.app.setMeta(words[1])
		answer("updated", p.app.members.UpdateNode(patience))
	case "ping":
		answer("pinged", p.ping(words[1]))
	case "key":
		answer("keyed", p.changeKeys(words[1], words[2]))
	case "leave":
		answer("left", p.app.members.Leave(patience))
	default:
		log.Fatal("no such command: " + words[0])
	}
}

func main() {
	name := flag.String("name", "go", "who")
	keys := flag.String("keys", "", "AES keys in hexadecimal digits, separated by commas, the primary first")
	compress := flag.Bool("compress", true, "whether what it sends is compressed")
	meta := flag.String("meta", "", "its metadata")
	state := flag.String("state", "", "the state that it exchanges")
	label := flag.String("label", "", "the label of its cluster")
	flag.Parse()

	config := memberlist.DefaultLANConfig()
	config.Name = *name
	config.BindAddr, config.BindPort = "127.0.0.1", 0
	config.EnableCompression = *compress
	config.Logger = log.New(os.Stderr, "", log.Lmicroseconds)
	ring, err := keyring(*keys)
	if err != nil {
		log.Fatal(err)
	}
	config.Keyring = ring
	app := &application{meta: []byte(*meta), state: []byte(*state)}
	p := &peer{app, ring}
	app.queue = &memberlist.TransmitLimitedQueue{RetransmitMult: config.RetransmitMult, NumNodes: func() int {
		if app.members == nil {
			return 1
		}
		return app.members.NumMembers()
	}}
	config.Delegate, config.Events, config.Ping = app, app, app
	if *label != "" {
		inner, err := memberlist.NewNetTransport(&memberlist.NetTransportConfig{BindAddrs: []string{config.BindAddr}, Logger: config.Logger})
		if err != nil {
			log.Fatal(err)
		}
		config.BindPort = inner.GetAutoBindPort()
		config.Transport = newLabelled(inner, *label)
	}
	app.members, err = memberlist.Create(config)
	if err != nil {
		log.Fatal(err)
	}
	say("ready", fields{"address": fmt.Sprintf("127.0.0.1:%d", app.members.LocalNode().Port)})
	commands := bufio.NewScanner(os.Stdin)
	commands.Buffer(nil, longestCommand)
	for commands.Scan() {
		p.obey(strings.SplitN(commands.Text(), " ", 3))
	}
}
