package report

import "testing"

// Readers see names, not paths.
func TestReadable(t *testing.T) {
	for path, want := range map[string]string{
		"drivers.users.growth": "users: growth", "drivers.other.orders.growth": "orders: growth", "load.requests": "load: requests",
		"services.analytics.cpu": "analytics: CPU", "services.web.memory.per_user": "web: memory per user", "prices.trend": "prices: trend",
		"database.io.write": "database: disk operations a write", "regions.asia.rtt": "asia: round trip", "cache.hit_ratio": "cache: hit ratio",
		"risks.outage": "risks: outage", "prices.servers.large.price": "prices: servers large price",
	} {
		if got := readable(path); got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
	for name, want := range map[string]string{
		"cost.effective": "effective cost", "services.web.replicas": "replicas of web", "finance.npv": "NPV", "nodes": "servers",
		"total.effective": "total effective cost", "cost.per_user": "cost per user", "database.read_replicas": "database read replicas",
	} {
		if got := readableResult(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}
