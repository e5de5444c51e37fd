package bench

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// process is one running server.
type process struct {
	b       *testing.B
	address string
	command *exec.Cmd
	ended   chan error
	log     string        // a file
	ready   time.Duration // from the start of the process to the first answer
}

const (
	startLimit = 60 * time.Second
	stopLimit  = 10 * time.Second
	tick       = 10 * time.Millisecond // of the kernel's account of processor time
)

// start runs a server that listens where {address} stands among its arguments, and waits for its first
// answer at a path.
func start(b *testing.B, path, program string, args ...string) *process {
	b.Helper()
	folder := b.TempDir()
	p := &process{b: b, address: freeAddress(b), ended: make(chan error, 1), log: filepath.Join(folder, "log")}
	for i, a := range args {
		args[i] = strings.ReplaceAll(a, "{address}", p.address)
	}
	log, err := os.Create(p.log)
	check(b, err)
	p.command = exec.CommandContext(context.Background(), program, args...)
	p.command.Env = append(os.Environ(), "HOME="+folder, "XDG_CONFIG_HOME="+folder)
	p.command.Stdout, p.command.Stderr = log, log
	began := time.Now()
	check(b, p.command.Start())
	check(b, log.Close())
	go func() { p.ended <- p.command.Wait() }()
	b.Cleanup(p.stop)
	for !p.answers(path) {
		select {
		case err := <-p.ended:
			p.ended <- err
			text, _ := os.ReadFile(p.log)
			b.Fatalf("%s ended before it answered: %v\n%s", program, err, text)
		case <-time.After(time.Millisecond):
		}
		if time.Since(began) > startLimit {
			b.Fatalf("%s does not answer within %v", program, startLimit)
		}
	}
	p.ready = time.Since(began)
	return p
}

func freeAddress(b *testing.B) string {
	b.Helper()
	var listen net.ListenConfig
	l, err := listen.Listen(b.Context(), "tcp", "127.0.0.1:0")
	check(b, err)
	defer func() { check(b, l.Close()) }()
	return l.Addr().String()
}

func (p *process) answers(path string) bool {
	c, err := dial(p.address)
	if err != nil {
		return false
	}
	defer c.close()
	_, err = c.do(request{path: path})
	return err == nil
}

// stop asks the process to end; one that does not, or has already, is left in peace.
func (p *process) stop() {
	_ = p.command.Process.Signal(os.Interrupt)
	select {
	case err := <-p.ended:
		p.ended <- err
	case <-time.After(stopLimit):
		_ = p.command.Process.Kill()
		p.ended <- <-p.ended
	}
}

// cpu returns the processor time that the process has taken so far, in user space and in the kernel.
func (p *process) cpu() time.Duration {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", p.command.Process.Pid))
	check(p.b, err)
	fields := bytes.Fields(text[bytes.LastIndexByte(text, ')')+1:])
	user, err := strconv.Atoi(string(fields[11]))
	check(p.b, err)
	system, err := strconv.Atoi(string(fields[12]))
	check(p.b, err)
	return time.Duration(user+system) * tick
}

// memory returns the resident memory in MiB.
func (p *process) memory() float64 {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.command.Process.Pid))
	check(p.b, err)
	_, rest, _ := strings.Cut(string(text), "VmRSS:")
	kib, err := strconv.Atoi(strings.Fields(rest)[0])
	check(p.b, err)
	return float64(kib) / 1024
}

func check(b *testing.B, err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}
