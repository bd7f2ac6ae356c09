package io.plumtree.vertx.membership;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.Address;
import io.plumtree.api.Seed;
import io.plumtree.api.SeedProvider;
import io.plumtree.core.membership.message.MemberAddress;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.dns.DnsClient;
import io.vertx.core.dns.DnsClientOptions;
import io.vertx.core.dns.DnsException;
import io.vertx.core.dns.DnsResponseCode;
import io.vertx.core.dns.SrvRecord;

/**
 * Finds out where seeds are, now. A name that does not exist is nobody, and no error: the members behind it may be yet to
 * start. On the event loop; what blocks is on workers.
 */
final class SeedLookup {

    private static final long QUERY_TIMEOUT_MILLIS = 5_000;

    private final Context context;
    private final List<Seed> seeds;
    private final @Nullable SeedProvider provider;

    SeedLookup(Context context, List<Seed> seeds, @Nullable SeedProvider provider) {
        this.context = context;
        this.seeds = seeds;
        this.provider = provider;
    }

    /**
     * What was found.
     *
     * @param addresses in the order of the seeds
     * @param complete whether everything could be looked up
     */
    record Found(List<MemberAddress> addresses, boolean complete) {
    }

    /** @return completes, never exceptionally, with what could be found */
    Future<Found> find() {
        List<Future<List<MemberAddress>>> lookups = new ArrayList<>();
        for (Seed seed : seeds) {
            Future<List<MemberAddress>> lookup = seed.kind() == Seed.Kind.HOST ? find(new Address(seed.host(), seed.port()))
                    : inDns(seed);
            lookups.add(lookup.onFailure(e -> MembershipLog.LOG.seedFailed(seed, String.valueOf(e.getMessage()))));
        }
        SeedProvider asked = provider;
        if (asked != null) {
            lookups.add(blocking(() -> {
                Set<MemberAddress> all = new LinkedHashSet<>();
                for (Address address : asked.seeds()) {
                    all.addAll(bySystem(address.host(), address.port()));
                }
                return List.copyOf(all);
            }).onFailure(MembershipLog.LOG::providerFailed));
        }
        return Future.join(lookups).transform(done -> {
            Set<MemberAddress> all = new LinkedHashSet<>();
            boolean complete = true;
            for (Future<List<MemberAddress>> lookup : lookups) {
                complete &= lookup.succeeded();
                if (lookup.succeeded()) {
                    all.addAll(lookup.result());
                }
            }
            return Future.succeededFuture(new Found(List.copyOf(all), complete));
        });
    }

    /** @return completes with where a host is, as the system finds it */
    Future<List<MemberAddress>> find(Address address) {
        return blocking(() -> bySystem(address.host(), address.port()));
    }

    /** With a client for this time: which servers to ask may have changed. */
    private Future<List<MemberAddress>> inDns(Seed seed) {
        DnsClient dns;
        try {
            dns = context.owner().createDnsClient(new DnsClientOptions().setQueryTimeout(QUERY_TIMEOUT_MILLIS));
        } catch (RuntimeException e) {
            return Future.failedFuture("no name server: " + e.getMessage());
        }
        Future<List<MemberAddress>> lookup = seed.kind() == Seed.Kind.DNS ? byName(dns, seed.host(), seed.port())
                : nobodyIfUnknown(dns.resolveSRV(seed.host())).compose(records -> bySrv(dns, records));
        return lookup.onComplete(done -> dns.close());
    }

    private Future<List<MemberAddress>> bySrv(DnsClient dns, List<SrvRecord> records) {
        List<Future<List<MemberAddress>>> targets = new ArrayList<>();
        for (SrvRecord record : records) {
            String target = record.target();
            targets.add(byName(dns, target.endsWith(".") ? target.substring(0, target.length() - 1) : target, record.port()));
        }
        return together(targets);
    }

    private Future<List<MemberAddress>> byName(DnsClient dns, String name, int port) {
        return together(List.of(addresses(dns.resolveA(name), port), addresses(dns.resolveAAAA(name), port)));
    }

    private static Future<List<MemberAddress>> addresses(Future<List<String>> records, int port) {
        return nobodyIfUnknown(records).map(hosts -> hosts.stream().map(host -> MemberAddress.of(new Address(host, port)))
                .toList());
    }

    /** What one of them tells is enough: most names have no AAAA records, and some servers say so in odd ways. */
    private static Future<List<MemberAddress>> together(List<Future<List<MemberAddress>>> lookups) {
        return Future.join(lookups).transform(done -> {
            Set<MemberAddress> all = new LinkedHashSet<>();
            lookups.stream().filter(Future::succeeded).forEach(lookup -> all.addAll(lookup.result()));
            return all.isEmpty() && done.failed() ? Future.failedFuture(done.cause())
                    : Future.succeededFuture(List.copyOf(all));
        });
    }

    private static <T> Future<List<T>> nobodyIfUnknown(Future<List<T>> records) {
        return records.recover(e -> e instanceof DnsException dns && dns.code() == DnsResponseCode.NXDOMAIN
                ? Future.succeededFuture(List.of())
                : Future.failedFuture(e));
    }

    private Future<List<MemberAddress>> blocking(Callable<List<MemberAddress>> lookup) {
        return context.executeBlocking(lookup, false);
    }

    private static List<MemberAddress> bySystem(String host, int port) {
        try {
            return Arrays.stream(InetAddress.getAllByName(host))
                    .map(address -> MemberAddress.of(address.getAddress(), port)).toList();
        } catch (UnknownHostException e) {
            return List.of();
        }
    }
}
