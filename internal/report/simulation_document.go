package report

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strconv"

	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/render/csv"
	"github.com/talimat/talimat-plan/internal/simulation"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// SimulationDocument is the outcome of a simulation for machines: numbers as
// numbers, in base units, money in Currency. What does not exist is null.
type SimulationDocument struct {
	SchemaVersion string       `json:"schema_version"` // version of these keys
	Tool          string       `json:"tool"`           // name and version of the program
	Scenario      Scenario     `json:"scenario"`       // what was simulated
	Currency      string       `json:"currency"`       // ISO 4217 code of every amount
	Start         string       `json:"start"`          // calendar month of month 0, as YYYY-MM
	HorizonMonths int          `json:"horizon_months"` // last month of the plan
	Sampling      Sampling     `json:"sampling"`       // how the futures were drawn
	Series        []Bands      `json:"series"`         // results by month
	Figures       []FigureBand `json:"figures"`        // single figures
	Limits        []LimitOdds  `json:"limits"`         // in the order of the scenario; last, where anything can fall short, that the plan holds
	Holding       *HoldingOdds `json:"holding"`        // in what share of the futures the plan holds; null when nothing can fall short
	Drivers       []DriverOdds `json:"drivers"`        // what is uncertain, and what hangs on it
}

// Sampling says how the futures of a simulation were drawn.
type Sampling struct {
	Method     string `json:"method"`     // sobol, lhs or mc
	Seed       uint64 `json:"seed"`       // of the random numbers
	Replicates int    `json:"replicates"` // independent repetitions, of which the intervals come
	Points     int    `json:"points"`     // futures in each
	Futures    int    `json:"futures"`    // that were simulated
}

// Bands are the quantiles of a result by month.
type Bands struct {
	Metric string      `json:"metric"` // name of the result
	Months []MonthBand `json:"months"` // month 0 to the horizon
}

// MonthBand is the quantiles of a month.
type MonthBand struct {
	Month        int     `json:"month"`                   // 0 is today
	Date         string  `json:"date"`                    // YYYY-MM
	MissingRatio float64 `json:"missing_ratio,omitempty"` // share of the futures in which it does not exist; left out where it exists in all
	Band
}

// Band is quantiles, and the half width of the 95 % confidence interval of each;
// a half width is null where a single replicate cannot tell.
type Band struct {
	P5      *float64 `json:"p5"`             // 5 % of the futures have less
	P10     *float64 `json:"p10"`            // 10 %
	P25     *float64 `json:"p25"`            // 25 %
	P50     *float64 `json:"p50"`            // the median
	P75     *float64 `json:"p75"`            // 75 %
	P90     *float64 `json:"p90"`            // 90 %
	P95     *float64 `json:"p95"`            // 95 %
	P5Half  *float64 `json:"p5_half_width"`  // of the interval around P5
	P10Half *float64 `json:"p10_half_width"` // around P10
	P25Half *float64 `json:"p25_half_width"` // around P25
	P50Half *float64 `json:"p50_half_width"` // around P50
	P75Half *float64 `json:"p75_half_width"` // around P75
	P90Half *float64 `json:"p90_half_width"` // around P90
	P95Half *float64 `json:"p95_half_width"` // around P95
}

// FigureBand is the quantiles of a single figure; a month that does not come is null.
type FigureBand struct {
	Metric       string  `json:"metric"`        // name of the result
	MissingRatio float64 `json:"missing_ratio"` // share of the futures in which it does not exist
	Band
}

// HoldingOdds is how likely the plan holds, and what it costs in the futures in
// which it does.
type HoldingOdds struct {
	Ratio   float64      `json:"ratio"`      // share of the futures in which every part carries what it must in every month
	Half    *float64     `json:"half_width"` // of its 95 % interval
	Figures []FigureBand `json:"figures"`    // cost.effective in the last month and total.effective over those futures; empty when there are none
}

// newHoldingOdds is how likely the plan holds; nil when nothing can fall short.
func newHoldingOdds(out *simulation.Outcome) *HoldingOdds {
	odds, ok := out.Holding()
	if !ok {
		return nil
	}
	h := &HoldingOdds{Ratio: rounded6(1 - odds.Ever.Value), Half: halfRatio(odds.Ever), Figures: []FigureBand{}}
	for _, name := range simulation.Held() {
		if q, ok := out.HeldQuantiles(name); ok {
			m, _ := metric.Find(out.Scenario, name)
			h.Figures = append(h.Figures, FigureBand{name, rounded6(odds.Ever.Value), newBand(words.Currency(out.Scenario.Currency), m, q)})
		}
	}
	return h
}

// rows are those of the CSV: the share of the futures that hold as held.ratio, in the
// column of P50, and the quantiles over them.
func (h *HoldingOdds) rows() (rows [][]string) {
	if h == nil {
		return nil
	}
	share := Band{P50: &h.Ratio, P50Half: h.Half}
	rows = append(rows, append([]string{"held.ratio", "", ""}, share.cells()...))
	for _, f := range h.Figures {
		rows = append(rows, append([]string{"held." + f.Metric, "", ""}, f.cells()...))
	}
	return rows
}

// LimitOdds is how likely a limit is broken.
type LimitOdds struct {
	Text     string       `json:"text"`            // the condition as written
	Ever     float64      `json:"ever_ratio"`      // share of the futures that break it in any month
	EverHalf *float64     `json:"ever_half_width"` // of its 95 % interval
	Months   []MonthRatio `json:"months"`          // by month of its window; empty for what is judged as a whole
}

// MonthRatio is a share of the futures in a month.
type MonthRatio struct {
	Month int      `json:"month"`      // 0 is today
	Ratio float64  `json:"ratio"`      // share of the futures
	Half  *float64 `json:"half_width"` // of its 95 % interval
}

// DriverOdds is what hangs on an input or a risk.
type DriverOdds struct {
	Source        string   `json:"source"`               // path of the input, or "risks.NAME"
	VarianceRatio float64  `json:"variance_share_ratio"` // of the variance of the target (of its logarithm where all futures have one) that it explains by itself
	Broken        []Tenths `json:"broken"`               // of each limit, in their order
}

// Tenths is a share of the futures by tenth of an input.
type Tenths struct {
	Lowest  float64 `json:"lowest_ratio"`  // with the input in its lowest tenth
	Highest float64 `json:"highest_ratio"` // in its highest
}

// Document is the same for machines, always by month.
func (f *Simulation) Document() *SimulationDocument {
	out, o := f.outcome, f.options
	s := out.Scenario
	d := &SimulationDocument{
		SchemaVersion: SchemaVersion, Tool: o.Tool,
		Scenario: NewScenario(s, o),
		Currency: s.Currency, Start: s.Start.String(), HorizonMonths: s.Months(),
		Sampling: samplingOf(&out.Design, out.Futures()), Holding: newHoldingOdds(out),
	}
	for _, m := range out.Metrics {
		if !m.Series {
			if q, ok := out.Quantiles(m.Name, 0); ok {
				d.Figures = append(d.Figures, FigureBand{m.Name, rounded6(out.Missing(m.Name)), newBand(words.Currency(out.Scenario.Currency), m, q)})
			}
			continue
		}
		bands := Bands{Metric: m.Name}
		for month := range s.Months() + 1 {
			q, _ := out.Quantiles(m.Name, month)
			bands.Months = append(bands.Months, MonthBand{month, s.Start.Add(month).String(), rounded6(out.MissingIn(m.Name, month)), newBand(words.Currency(out.Scenario.Currency), m, q)})
		}
		d.Series = append(d.Series, bands)
	}
	for i, c := range out.Limits {
		d.Limits = append(d.Limits, newLimitOdds(out.Odds(i), c.Text))
	}
	for _, driver := range out.Drivers() {
		row := DriverOdds{Source: driver.Source, VarianceRatio: rounded6(driver.Share)}
		for _, b := range driver.Broken {
			row.Broken = append(row.Broken, Tenths{rounded6(b.Lowest()), rounded6(b.Highest())})
		}
		d.Drivers = append(d.Drivers, row)
	}
	return d
}

func newLimitOdds(odds simulation.Odds, text string) LimitOdds {
	l := LimitOdds{Text: text, Ever: rounded6(odds.Ever.Value), EverHalf: halfRatio(odds.Ever), Months: []MonthRatio{}}
	if len(odds.Months) > 1 {
		for i, e := range odds.Months {
			l.Months = append(l.Months, MonthRatio{odds.From + i, rounded6(e.Value), halfRatio(e)})
		}
	}
	return l
}

// rounded6 rounds a ratio, and whatever else is no money and no size, for machines.
func rounded6(v float64) float64 { return words.Currency("").Round(unit.KindRatio, v) }

// halfRatio is half of an estimated ratio.
func halfRatio(e simulation.Estimate) *float64 { return newHalf("", unit.KindRatio, e) }

func newBand(money words.Currency, m metric.Metric, q [7]simulation.Estimate) Band {
	at := func(i int) *float64 {
		if math.IsNaN(q[i].Value) || q[i].Never() && m.Kind == unit.KindMonths {
			return nil
		}
		v := money.Round(m.Kind, q[i].Value)
		return &v
	}
	around := func(i int) *float64 { return newHalf(money, m.Kind, q[i]) }
	return Band{
		at(0), at(1), at(2), at(3), at(4), at(5), at(6),
		around(0), around(1), around(2), around(3), around(4), around(5), around(6),
	}
}

// newHalf is the half width of an interval; null when there is none.
func newHalf(c words.Currency, kind unit.Kind, e simulation.Estimate) *float64 {
	if math.IsInf(e.Half, 0) || math.IsNaN(e.Half) || e.Never() && kind == unit.KindMonths {
		return nil
	}
	v := c.Round(kind, e.Half)
	return &v
}

// JSON writes the document.
func (f *Simulation) JSON(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(f.Document()); err != nil {
		return fmt.Errorf("report: %w", err)
	}
	return nil
}

// CSV writes a row for each result and month, and for each single figure, whose
// month and date are empty; then what holds, see HoldingOdds.
func (f *Simulation) CSV(w io.Writer) error {
	rows := [][]string{{"metric", "month", "date", "p5", "p10", "p25", "p50", "p75", "p90", "p95",
		"p5_half_width", "p10_half_width", "p25_half_width", "p50_half_width", "p75_half_width", "p90_half_width", "p95_half_width"}}
	d := f.Document()
	for _, s := range d.Series {
		for _, m := range s.Months {
			rows = append(rows, append([]string{s.Metric, strconv.Itoa(m.Month), m.Date}, m.cells()...))
		}
	}
	for _, s := range d.Figures {
		rows = append(rows, append([]string{s.Metric, "", ""}, s.cells()...))
	}
	rows = append(rows, d.Holding.rows()...)
	return csv.Rows(w, rows)
}

func (b *Band) cells() []string {
	return each([]*float64{
		b.P5, b.P10, b.P25, b.P50, b.P75, b.P90, b.P95, b.P5Half, b.P10Half, b.P25Half, b.P50Half, b.P75Half, b.P90Half, b.P95Half,
	}, func(v *float64) string {
		if v == nil {
			return ""
		}
		return strconv.FormatFloat(*v, 'f', -1, 64)
	})
}
