package civil_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"understudy/app/civil"
)

func TestPlusKeepsToTheMonthsEnd(t *testing.T) {
	cases := []struct{ from, period, want string }{
		{"2023-01-31", "P1M", "2023-02-28"},
		{"2024-01-31", "P1M", "2024-02-29"},
		{"2024-02-29", "P1Y", "2025-02-28"},
		{"2024-02-29", "P4Y", "2028-02-29"},
		{"2024-01-31", "P1M1D", "2024-03-01"},
		{"2024-12-31", "P2M2W", "2025-03-14"},
		{"2024-03-10", "P0D", "2024-03-10"},
	}
	for _, c := range cases {
		p := must(civil.ParsePeriod(c.period))
		if got := must(civil.Parse(c.from)).Plus(p).String(); got != c.want {
			t.Errorf("%s ⊕ %s = %s, want %s", c.from, c.period, got, c.want)
		}
	}
}

func TestParseRefusesWhatIsNoDay(t *testing.T) {
	for _, text := range []string{"", "2025-02-30", "2023-02-29", "2025-13-01", "2025-00-10", "25-01-01", "2025/01/01", "2025-1-01", "0000-01-01", "+025-01-01"} {
		if d, err := civil.Parse(text); err == nil {
			t.Errorf("Parse(%q) = %s, want an error", text, d)
		}
	}
}

func TestPeriodsThatAreRefused(t *testing.T) {
	for _, text := range []string{"", "P", "1Y", "-P1M", "P-1M", "P1", "P1M1Y", "P1Y1Y", "PT1H", "P1.5Y", "P99999D", "p1y"} {
		if p, err := civil.ParsePeriod(text); err == nil {
			t.Errorf("ParsePeriod(%q) = %s, want an error", text, p)
		}
	}
}

func TestDatesAgreeWithTheStandardCalendar(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int32Range(1, civil.Of(9999, 12, 31).Ordinal()).Draw(t, "ordinal")
		d := civil.FromOrdinal(n)
		if back := must(civil.Parse(d.String())); back != d {
			t.Fatalf("%s parsed back as %s", d, back)
		}
		std := time.Date(1, 1, int(n), 12, 0, 0, 0, time.UTC)
		if got := civil.In(std, time.UTC); got != d {
			t.Fatalf("ordinal %d is %s, the standard library says %s", n, d, got)
		}
	})
}

func TestPeriodTextRoundTrips(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		unit := rapid.IntRange(0, 400)
		p := civil.Period{Years: unit.Draw(t, "y"), Months: unit.Draw(t, "m"), Weeks: unit.Draw(t, "w"), Days: unit.Draw(t, "d")}
		if back := must(civil.ParsePeriod(p.String())); back != p {
			t.Fatalf("%s parsed back as %s", p, back)
		}
	})
}

func TestPlusNeverGoesBackwards(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := civil.FromOrdinal(rapid.Int32Range(1, 3600000).Draw(t, "d"))
		unit := rapid.IntRange(0, 50)
		p := civil.Period{Years: unit.Draw(t, "y"), Months: unit.Draw(t, "m"), Weeks: unit.Draw(t, "w"), Days: unit.Draw(t, "days")}
		if d.Plus(p).Before(d) {
			t.Fatalf("%s ⊕ %s = %s", d, p, d.Plus(p))
		}
	})
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
