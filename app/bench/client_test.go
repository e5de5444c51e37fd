package bench

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
)

// client is one connection to a server. It does little itself, since it shares the machine with what
// it measures.
type client struct {
	address string
	conn    *counting
	reader  *bufio.Reader
	text    []byte
}

// counting counts the bytes that arrive.
type counting struct {
	net.Conn
	read int
}

func (c *counting) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	c.read += n
	return n, err
}

type request struct {
	path    string
	session string     // the token of who asks, empty for nobody
	form    url.Values // makes it a POST
	zip     bool       // asks for an answer as browsers do, compressed
}

type answer struct {
	status int
	to     string // where a redirect leads
	body   []byte
	header http.Header
	bytes  int // on the wire, headers included
}

func dial(address string) (*client, error) {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		return nil, err
	}
	counted := &counting{Conn: conn}
	return &client{address: address, conn: counted, reader: bufio.NewReader(counted)}, nil
}

func (c *client) close() { _ = c.conn.Close() }

// do sends a request and reads the whole answer. An answer of 400 and above is an error.
func (c *client) do(r request) (answer, error) {
	method, form := http.MethodGet, ""
	if r.form != nil {
		method, form = http.MethodPost, r.form.Encode()
	}
	c.text = fmt.Appendf(c.text[:0], "%s %s HTTP/1.1\r\nHost: %s\r\nAccept: text/html\r\n", method, r.path, c.address)
	if r.session != "" {
		c.text = fmt.Appendf(c.text, "Cookie: session=%s\r\n", r.session)
	}
	if r.zip {
		c.text = append(c.text, "Accept-Encoding: gzip, deflate\r\n"...)
	}
	if r.form != nil {
		c.text = fmt.Appendf(c.text, "Origin: http://%s\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n", c.address, len(form))
	}
	c.text = append(append(c.text, "\r\n"...), form...)
	before := c.conn.read
	if _, err := c.conn.Write(c.text); err != nil {
		return answer{}, err
	}
	response, err := http.ReadResponse(c.reader, nil)
	if err != nil {
		return answer{}, err
	}
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return answer{}, err
	}
	if response.StatusCode >= http.StatusBadRequest {
		return answer{}, fmt.Errorf("%s %s answers %d: %.300s", method, r.path, response.StatusCode, body)
	}
	return answer{response.StatusCode, response.Header.Get("Location"), body, response.Header, c.conn.read - before}, nil
}
