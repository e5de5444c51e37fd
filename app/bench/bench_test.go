package bench

import (
	"flag"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"
)

var (
	program = flag.String("program", "", "the built program to measure")
	output  = flag.String("table", "", "file to write the table to (default: standard output)")
	serving = flag.String("yardstick", "", "serve the yardstick at this address, with a new database in -file")
	file    = flag.String("file", "", "database of the yardstick")
)

// TestMain runs the yardstick where that is what this process was started for.
func TestMain(m *testing.M) {
	flag.Parse()
	if *serving == "" {
		os.Exit(m.Run())
	}
	y, err := openYardstick(*file)
	if err == nil {
		go y.commitGroups()
		err = http.ListenAndServe(*serving, y)
	}
	_, _ = fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

// BenchmarkProduct measures everything once and writes the table. It fails where something does not
// work, never because something is slow.
func BenchmarkProduct(b *testing.B) {
	if *program == "" {
		b.Skip("name the program with -program, as make bench does")
	}
	p := prepare(b)
	var rows []row
	for _, m := range []struct {
		name    string
		measure func(*testing.B, *place) []row
	}{
		{"pages", measurePages}, {"single answers", measureAnswers}, {"many answers at once", measureGroups},
		{"attempts", measureAttempts}, {"a crowd", measureCrowd}, {"starts", measureStarts}, {"the wire", measureWire},
	} {
		began := time.Now()
		rows = append(rows, m.measure(b, p)...)
		b.Logf("%s: %v", m.name, time.Since(began).Round(time.Second))
	}
	text := table(rows)
	if *output == "" {
		fmt.Print(text)
		return
	}
	check(b, os.WriteFile(*output, []byte(text), 0o600))
}

// place is where measuring happens: the product over a full database, and the yardstick beside it.
type place struct {
	town    *town
	product *process
	bare    *process
	raw     *yardstick // in this process, for what needs no server
	folder  string
}

func prepare(b *testing.B) *place {
	b.Helper()
	p := &place{folder: b.TempDir()}
	p.town = build(b, filepath.Join(p.folder, "product.db"), townSize, true)
	p.product = serve(b, p.town.file, p.folder)
	self, err := os.Executable()
	check(b, err)
	p.bare = start(b, "/healthz", self, "-yardstick", "{address}", "-file", filepath.Join(p.folder, "bare.db"))
	p.raw, err = openYardstick(filepath.Join(p.folder, "raw.db"))
	check(b, err)
	return p
}

// serve starts the product on a database.
func serve(b *testing.B, database, folder string, more ...string) *process {
	b.Helper()
	args := append([]string{"serve", "--listen", "{address}", "--database", database, "--ledger-key", filepath.Join(folder, "ledger.key")}, more...)
	return start(b, "/healthz", *program, args...)
}

// micro writes a duration in microseconds.
func micro(d time.Duration) string { return fmt.Sprintf("%d µs", d.Microseconds()) }

// milli writes a duration in milliseconds.
func milli(d time.Duration) string { return fmt.Sprintf("%.1f ms", float64(d.Microseconds())/1000) }

func times(ratio float64) string { return fmt.Sprintf("%.2f×", ratio) }
