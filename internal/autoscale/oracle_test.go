package autoscale

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// oracles reads a file of vectors: of the repository, or of $TALIMAT_ORACLES.
func oracles(t testing.TB, name string, into any) {
	t.Helper()
	dir := filepath.Join("..", "..", "testdata", "oracles")
	if own := os.Getenv("TALIMAT_ORACLES"); own != "" {
		dir = own
	}
	text, err := os.ReadFile(filepath.Join(dir, "hpa", name))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, into); err != nil {
		t.Fatal(err)
	}
}

// vector is a case: what goes in, and what a run of the original gave.
type vector struct {
	ID, Kind, Explain string
	In, Out           json.RawMessage
}

// answer computes the answer to a case: the same as JSON, and the same in words where
// the kind has words.
type answer func(t *testing.T, in []byte) (out map[string]any, words string)

// kinds are all kinds of cases. One that is not here fails.
var kinds = map[string]answer{
	"calc_resource_utilization": calculation(Resource, OfRequest),
	"calc_resource_average":     calculation(Resource, OfPod),
	"calc_pods":                 calculation(PodMetric, OfPod),
	"calc_object_value":         calculation(Object, OfTotal),
	"calc_object_average":       calculation(Object, OfPod),
	"calc_external_value":       calculation(External, OfTotal),
	"calc_external_average":     calculation(External, OfPod),
	"group_pods":                groupPods,
	"pod_requests":              podRequests,
	"clamp_legacy":              clampLegacy,
	"stabilize_legacy":          stabilizeLegacy,
	"stabilize_behavior":        stabilizeBehavior,
	"rate_limit_behavior":       rateLimit,
	"scale_up_limit":            limitAlone,
	"scale_down_limit":          downAlone,
	"store_scale_event":         storeEvent,
	"reconcile":                 reconcile,
	"normalize_behavior":        normalizeBehavior,
	"float_trap":                normalizeBehavior,
	"normalize_legacy":          normalizeLegacy,
	"alert_for":                 alertFor,
}

// quiet are parts of an expected result that describe the original beyond its decisions.
var quiet = []string{"upstream_error_text"}

func TestOracleCases(t *testing.T) {
	var file struct{ Cases []vector }
	oracles(t, "cases.json", &file)
	if len(file.Cases) == 0 {
		t.Fatal("no cases")
	}
	for _, c := range file.Cases {
		t.Run(c.ID, func(t *testing.T) {
			run, ok := kinds[c.Kind]
			if !ok {
				t.Fatalf("unknown kind of case %q", c.Kind)
			}
			got, _ := run(t, c.In)
			var want map[string]any
			decode(t, c.Out, &want)
			compare(t, want, normal(t, got))
		})
	}
}

// The words of a proposal and of a sync are those of the cases of this repository.
func TestWords(t *testing.T) {
	t.Setenv("TALIMAT_ORACLES", "")
	var file struct{ Cases []vector }
	oracles(t, "cases.json", &file)
	told := 0
	for _, c := range file.Cases {
		_, words := kinds[c.Kind](t, c.In)
		if words == "" {
			continue
		}
		if told++; words != c.Explain {
			t.Errorf("%s\n  says %s\n  not  %s", c.ID, words, c.Explain)
		}
	}
	if told < 200 {
		t.Errorf("only %d cases were explained", told)
	}
}

// compare holds what the original gave against ours.
func compare(t *testing.T, want, got map[string]any) {
	t.Helper()
	for key, w := range want {
		if slices.Contains(quiet, key) {
			continue
		}
		g, ok := got[key]
		if key == "history_values_after" || key == "unready" || key == "missing" || key == "ignored" {
			w, g = sorted(w), sorted(g)
		}
		if a, b := fmt.Sprint(w), fmt.Sprint(g); !ok || a != b {
			t.Errorf("%s is %v, not %v", key, b, a)
		}
	}
}

// sorted are the items of a list whose order is no matter.
func sorted(v any) any {
	list, _ := v.([]any)
	slices.SortFunc(list, func(a, b any) int { return bytes.Compare(fmt.Append(nil, a), fmt.Append(nil, b)) })
	return list
}

// decode reads JSON with its numbers as they are written, for values up to 2⁶³−1.
func decode(t *testing.T, text []byte, into any) {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	if err := d.Decode(into); err != nil {
		t.Fatal(err)
	}
}

// normal is a result as it comes out of JSON.
func normal(t *testing.T, v map[string]any) (out map[string]any) {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	decode(t, text, &out)
	return out
}
