package page

import (
	"bytes"
	"errors"
	"html/template"

	"github.com/talimat/talimat-plan/internal/chart"
	"github.com/talimat/talimat-plan/internal/report"
)

// picture is a chart in both themes; the style shows one of them.
type picture struct {
	Name        string
	Light, Dark template.HTML
}

// The size of charts in pixels. On a page they are as wide as the text.
const (
	chartWidth  = 1000
	chartHeight = 580
)

// draw draws all charts that the plan has something for.
func draw(plan *report.Charts) (map[string]picture, error) {
	all := map[string]picture{}
	for _, name := range chart.Names() {
		light, err := drawIn("light", name, plan)
		var empty *chart.EmptyError
		if errors.As(err, &empty) {
			continue
		}
		if err != nil {
			return nil, err
		}
		dark, err := drawIn("dark", name, plan)
		if err != nil {
			return nil, err
		}
		all[name] = picture{name, light, dark}
	}
	return all, nil
}

// drawIn draws a chart in a theme as an element of a page.
func drawIn(theme, name string, plan *report.Charts) (template.HTML, error) {
	file, err := chart.Render(name, plan, chart.Options{Format: "svg", Width: chartWidth, Height: chartHeight, Theme: theme})
	if err != nil {
		return "", err
	}
	if i := bytes.Index(file, []byte("<svg")); i > 0 {
		file = file[i:] // an element has no XML declaration
	}
	// The ids of both themes are the same, and quotes in texts are escaped: these
	// are ids and nothing else.
	for _, before := range []string{`id="`, `href="#`, `aria-labelledby="`} {
		file = bytes.ReplaceAll(file, []byte(before+name+"-"), []byte(before+theme+"-"+name+"-"))
	}
	file = bytes.Replace(file, []byte(" "+name+`-desc">`), []byte(" "+theme+"-"+name+`-desc">`), 1)
	file = bytes.Replace(file, []byte("<svg "), []byte(`<svg class="`+theme+`" `), 1)
	return template.HTML(bytes.TrimSpace(file)), nil
}
