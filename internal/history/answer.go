package history

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
)

// mostAnswer is how many bytes an answer of Prometheus may have.
const mostAnswer = 256 << 20

// answer is what /api/v1/query_range says.
type answer struct {
	Status    string `json:"status"`
	ErrorType string `json:"errorType"`
	Error     string `json:"error"`
	Data      struct {
		ResultType string   `json:"resultType"`
		Result     []result `json:"result"`
	} `json:"data"`
}

// result is one series of an answer.
type result struct {
	Metric map[string]string    `json:"metric"`
	Values [][2]json.RawMessage `json:"values"`
}

// ReadAnswer reads a saved answer of query_range, which has one series.
func ReadAnswer(name string, from io.Reader) (*Import, error) {
	out := &Import{Source: name}
	if _, err := out.take(from); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return out, out.close()
}

// close puts the samples in order, and refuses that there are none.
func (i *Import) close() error {
	i.Used = len(i.Points)
	if left := i.Read - i.Used; left > 0 {
		i.Notes = append(i.Notes, plural(left, "sample is NaN or infinite", "samples are NaN or infinite")+"; left out.")
	}
	if i.Used == 0 {
		return fmt.Errorf("%s: there are no samples; does the query select anything in this time?", i.Source)
	}
	i.arrange(false)
	return nil
}

// take adds the samples of an answer.
func (i *Import) take(from io.Reader) (*answer, error) {
	limited := &io.LimitedReader{R: from, N: mostAnswer + 1}
	var a answer
	if err := json.NewDecoder(limited).Decode(&a); err != nil {
		if limited.N <= 0 {
			return nil, fmt.Errorf("the answer is larger than 256 MiB; take longer steps")
		}
		return nil, fmt.Errorf("this is not an answer of Prometheus: %w", err)
	}
	switch {
	case a.Status == "error":
		return &a, fmt.Errorf("the server says %s: %s", shortened(a.ErrorType, 40), shortened(a.Error, 300))
	case a.Status != "success":
		return &a, fmt.Errorf("this is not an answer of Prometheus: it has no status")
	case a.Data.ResultType != "matrix":
		return &a, fmt.Errorf("the answer is a %s; query_range gives a matrix", shortened(a.Data.ResultType, 20))
	case len(a.Data.Result) > 1:
		return &a, fmt.Errorf("the answer has %d series, such as %s and %s; make one of them, as with sum(…)",
			len(a.Data.Result), labels(a.Data.Result[0].Metric), labels(a.Data.Result[1].Metric))
	case len(a.Data.Result) == 0:
		return &a, nil
	}
	r := a.Data.Result[0]
	if i.Column == "" {
		i.Column = labels(r.Metric)
	}
	for n, v := range r.Values {
		at, value, err := sample(v)
		if err != nil {
			return &a, fmt.Errorf("sample %d: %w", n+1, err)
		}
		i.Read++
		if !math.IsNaN(value) && !math.IsInf(value, 0) {
			i.Points = append(i.Points, Point{at, value})
		}
	}
	return &a, nil
}

// sample reads [seconds, "value"].
func sample(raw [2]json.RawMessage) (time.Time, float64, error) {
	seconds, err := strconv.ParseFloat(string(raw[0]), 64)
	if err != nil || !(math.Abs(seconds) < 1e11) {
		return time.Time{}, 0, fmt.Errorf("%q is not a time in seconds", shortened(string(raw[0]), 40))
	}
	var text string
	if err := json.Unmarshal(raw[1], &text); err != nil {
		return time.Time{}, 0, fmt.Errorf("%q is not a value in quotes", shortened(string(raw[1]), 40))
	}
	value, err := strconv.ParseFloat(text, 64)
	if err != nil && !math.IsInf(value, 0) {
		return time.Time{}, 0, fmt.Errorf("%q is not a number", shortened(text, 40))
	}
	return time.UnixMilli(int64(math.Round(seconds * 1000))).UTC(), value, nil
}

// labels is a series as Prometheus writes it: up{job="web"}.
func labels(metric map[string]string) string {
	var all []string
	for _, name := range slices.Sorted(maps.Keys(metric)) {
		if name != "__name__" {
			all = append(all, name+"="+strconv.Quote(metric[name]))
		}
	}
	if len(all) == 0 && metric["__name__"] != "" {
		return shortened(metric["__name__"], 120)
	}
	return shortened(metric["__name__"]+"{"+strings.Join(all, ",")+"}", 120)
}

// shortened is text of at most so many bytes.
func shortened(text string, most int) string {
	if len(text) > most {
		return strings.ToValidUTF8(text[:most], "") + "…"
	}
	return text
}
