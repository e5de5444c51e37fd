package recall

import "math"

// Forecast is a chance that was stated, and what came of it.
type Forecast struct {
	P    float64 // 0..1
	Came bool
}

// Bin is the forecasts of one stretch of chances.
type Bin struct {
	From, To float64 // the stretch, 0..1; To belongs to the next bin
	N        int
	Stated   float64 // mean of what was stated
	Observed float64 // part that came
}

// Calibration says how far stated chances can be trusted.
type Calibration struct {
	N       int
	Brier   float64 // mean squared error, 0 at best, 0.25 for always stating one half
	LogLoss float64 // mean of −ln of the chance given to what came; 0.693 for always stating one half
	Bins    []Bin   // those with forecasts in them
}

// Calibrate compares forecasts with what came, in bins of the same width; at least one.
func Calibrate(forecasts []Forecast, bins int) Calibration {
	bins = max(bins, 1)
	all := make([]Bin, bins)
	c := Calibration{N: len(forecasts), LogLoss: LogLoss(forecasts)}
	for _, f := range forecasts {
		p, came := clamp01(f.P), 0.0
		if f.Came {
			came = 1
		}
		b := &all[min(int(p*float64(bins)), bins-1)]
		b.N++
		b.Stated += p
		b.Observed += came
		c.Brier += (p - came) * (p - came) / float64(c.N)
	}
	for i, b := range all {
		if b.N > 0 {
			b.From, b.To = float64(i)/float64(bins), float64(i+1)/float64(bins)
			b.Stated /= float64(b.N)
			b.Observed /= float64(b.N)
			c.Bins = append(c.Bins, b)
		}
	}
	return c
}

// LogLoss returns the mean of −ln of the chance given to what came; 0 without forecasts. A chance stated
// as certain counts as a hair less, so that one surprise does not weigh without bound.
func LogLoss(forecasts []Forecast) float64 {
	const hair = 1e-6
	sum := 0.0
	for _, f := range forecasts {
		p := min(max(f.P, hair), 1-hair)
		if !f.Came {
			p = 1 - p
		}
		sum -= math.Log(p)
	}
	return sum / max(float64(len(forecasts)), 1)
}

// FitFrom is the number of scorable reviews above which weights of one's own can be fitted.
const FitFrom = 3000

// Adopt reports whether fitted weights take the place of those in use: there were enough reviews to fit
// them to, and on reviews that were held out they lose less. Both losses are [LogLoss].
func Adopt(reviews int, inUse, fitted float64) bool { return reviews > FitFrom && fitted < inUse }
