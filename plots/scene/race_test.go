package scene

import (
	"math"
	"strings"
	"testing"
)

func raceOf(lanes int) RaceView {
	v := RaceView{Hidden: 0.2}
	for i, name := range []string{"first", "second", "third"}[:lanes] {
		l := RaceLane{Name: name, StepsPerSecond: 10 * float64(i)}
		for k := range 50 * i {
			l.Seconds = append(l.Seconds, float64(k)/10)
			l.Losses = append(l.Losses, 0.2+0.5*math.Exp(-float64(i*k)/10))
		}
		v.Lanes = append(v.Lanes, l)
	}
	return v
}

func TestRace(t *testing.T) {
	v := raceOf(3)
	for _, width := range []float64{1000, 300} {
		d := Race(v, width, 500, Dark)
		checkDisplay(t, d)
		var bars []*Item
		for _, it := range itemsOf(d, RoleBar) {
			if len(it.Points) > 0 {
				bars = append(bars, it)
			}
		}
		// The first lane has no rate yet. A bar is as long as it is fast.
		if len(bars) != 2 || math.Abs(float64(bars[1].Points[2]/bars[0].Points[2])-2) > 1e-3 {
			t.Errorf("bars %+v", bars)
		}
		for _, text := range []string{"first", "second", "third", "20", "–", "seconds", "hidden model 0.2"} {
			if !hasText(d, text) {
				t.Errorf("%q is not written", text)
			}
		}
		// Curves differ in colour and in dashes.
		styles := map[string]bool{}
		for _, it := range itemsOf(d, RoleSeries) {
			if it.Kind == Line {
				styles[it.Color.Hex()] = true
			}
		}
		if len(styles) != 3 {
			t.Errorf("lines have the colours %v", styles)
		}
	}
	for _, part := range []string{"second: 10 steps per second", "after 4.9 seconds", "loss 0.2."} {
		if d := Race(v, 800, 400, Light); !strings.Contains(d.Description, part) {
			t.Errorf("%q does not say %q", d.Description, part)
		}
	}
}

func TestRaceOfNothing(t *testing.T) {
	inf := math.Inf(1)
	for _, v := range []RaceView{
		{Hidden: math.NaN()},
		{Hidden: inf, LogLoss: true, Lanes: []RaceLane{{Name: "a", Seconds: []float64{0, 1}, Losses: []float64{math.NaN(), inf}, StepsPerSecond: inf}}},
		{Hidden: math.NaN(), LogLoss: true, Lanes: []RaceLane{{Name: "a", Seconds: []float64{0}, Losses: []float64{0}, StepsPerSecond: math.NaN()}}},
	} {
		checkDisplay(t, Race(v, 700, 400, Light))
		checkDisplay(t, Race(v, 1, 1, Light))
	}
}
