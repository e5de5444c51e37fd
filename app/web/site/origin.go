package site

import (
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"

	"understudy/app/fault"
)

// Address says how the world reaches this server.
type Address struct {
	Public  *url.URL       // nil: as the request says
	Proxies []netip.Prefix // whose forwarding headers are believed
	Demo    bool
}

// Secure reports whether people come over TLS.
func (a Address) Secure() bool { return a.Public != nil && a.Public.Scheme == "https" }

// sameOrigin refuses a state change that another site's page asks for.
func (a Address) sameOrigin(c *fiber.Ctx) error {
	host := c.Get(fiber.HeaderHost)
	if a.Public != nil {
		host = a.Public.Host
	}
	request := &http.Request{Method: c.Method(), Host: host, Header: http.Header{}}
	for _, name := range []string{"Sec-Fetch-Site", "Origin"} {
		if value := c.Get(name); value != "" {
			request.Header.Set(name, value)
		}
	}
	if err := http.NewCrossOriginProtection().Check(request); err != nil {
		return fault.New(fault.Forbidden, "fault.other_site").Because(err)
	}
	return nil
}

// local refuses what a demonstration must not answer: another name than its own, which a page
// elsewhere could point here, and what a proxy forwards. Anybody may sign in to a demonstration.
func (a Address) local(c *fiber.Ctx) error {
	if !a.Demo {
		return nil
	}
	for _, name := range []string{"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Via"} {
		if c.Get(name) != "" {
			return fault.New(fault.Forbidden, "fault.demo_forwarded")
		}
	}
	host := c.Get(fiber.HeaderHost)
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	if !Loopback(host) {
		return fault.New(fault.Forbidden, "fault.demo_host")
	}
	return nil
}

// Loopback reports whether a host name or address is this machine's own.
func Loopback(host string) bool {
	host = strings.Trim(host, "[]")
	if host == "localhost" {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.IsLoopback()
}

// network returns the address that a request came from, to throttle by. Only named proxies are
// believed about it, from the right-hand end of what they say.
func (a Address) network(c *fiber.Ctx) string {
	peer, err := netip.ParseAddr(c.IP())
	if err != nil {
		return c.IP()
	}
	hops := strings.Split(c.Get("X-Forwarded-For"), ",")
	for i := len(hops) - 1; i >= 0 && a.trusts(peer); i-- {
		next, err := netip.ParseAddr(strings.TrimSpace(hops[i]))
		if err != nil {
			break
		}
		peer = next
	}
	return prefixOf(peer.Unmap())
}

func (a Address) trusts(peer netip.Addr) bool {
	for _, p := range a.Proxies {
		if p.Contains(peer.Unmap()) {
			return true
		}
	}
	return false
}

// prefixOf is what one household or company holds: an IPv4 address, an IPv6 /64.
func prefixOf(ip netip.Addr) string {
	if ip.Is4() {
		return ip.String()
	}
	prefix, err := ip.Prefix(64)
	if err != nil {
		return ip.String()
	}
	return prefix.String()
}
