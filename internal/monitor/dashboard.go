package monitor

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"github.com/talimat/talimat-plan/internal/unit"
)

// object is an object of JSON, its keys in the order of the alphabet.
type object map[string]any

// The size of a panel, of the 24 columns that a dashboard has.
const (
	panelWidth  = 12
	panelHeight = 9
)

// Dashboard is a dashboard of Grafana: a panel for each result, with the plan, its band
// and what it really is, as the rules of [Plan.Rules] record them.
func (p *Plan) Dashboard() ([]byte, error) {
	var panels []object
	for i := range p.Series {
		panels = append(panels, p.panel(i))
	}
	sum := sha256.Sum256([]byte(p.Name))
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	err := e.Encode(object{
		"title": "Plan: " + p.Name, "uid": "plan-" + hex.EncodeToString(sum[:8]), "tags": []string{"talimat-plan"},
		"schemaVersion": 39, "version": 1, "editable": true, "timezone": "utc", "refresh": "5m",
		"time": object{"from": "now-90d", "to": "now"},
		"templating": object{"list": []object{{
			"name": "datasource", "label": "Data source", "type": "datasource", "query": "prometheus", "current": object{}, "hide": 0,
		}}},
		"annotations": object{"list": []object{}},
		"panels":      panels,
	})
	return b.Bytes(), err
}

// panel is the panel of a result.
func (p *Plan) panel(i int) object {
	s := &p.Series[i]
	source := object{"type": "prometheus", "uid": "${datasource}"}
	labels := "{plan=" + quoted(p.Name) + ",metric=" + quoted(s.Metric.Name) + "}"
	target := func(id, name, legend string) object {
		return object{"refId": id, "datasource": source, "expr": name + labels, "legendFormat": legend, "range": true}
	}
	style := func(name string, properties ...object) object {
		return object{"matcher": object{"id": "byName", "options": name}, "properties": properties}
	}
	property := func(id string, value any) object { return object{"id": id, "value": value} }
	fixed := func(color string) object { return property("color", object{"mode": "fixed", "fixedColor": color}) }
	targets := []object{target("A", planned, "plan"), target("B", low, "P5"), target("C", high, "P95")}
	if s.Query != "" {
		targets = append(targets, target("D", actual, "actual"))
	}
	return object{
		"id": i + 1, "type": "timeseries", "title": s.Metric.Name, "description": s.Metric.Doc, "datasource": source, "targets": targets,
		"gridPos": object{"x": i % 2 * panelWidth, "y": i / 2 * panelHeight, "w": panelWidth, "h": panelHeight},
		"fieldConfig": object{
			"defaults": object{"unit": grafanaUnit(s.Metric.Kind), "min": 0, "custom": object{"drawStyle": "line", "lineWidth": 2, "lineInterpolation": "stepAfter"}},
			"overrides": []object{
				style("plan", fixed("blue"), property("custom.lineStyle", object{"fill": "dash", "dash": []int{8, 6}})),
				style("P5", fixed("blue"), property("custom.lineWidth", 0), property("custom.hideFrom", object{"legend": true, "tooltip": false, "viz": false})),
				style("P95", fixed("blue"), property("custom.lineWidth", 0), property("custom.fillBelowTo", "P5"), property("custom.fillOpacity", 15)),
				style("actual", fixed("orange"), property("custom.lineInterpolation", "linear")),
			},
		},
		"options": object{"legend": object{"displayMode": "list", "placement": "bottom"}, "tooltip": object{"mode": "multi"}},
	}
}

// grafanaUnit is a kind in the words of Grafana.
func grafanaUnit(k unit.Kind) string {
	switch k {
	case unit.KindBytes:
		return "decbytes"
	case unit.KindRatio:
		return "percentunit"
	case unit.KindSeconds:
		return "s"
	}
	return "short"
}
