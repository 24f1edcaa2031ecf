package page

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"strings"

	"github.com/talimat/talimat-plan/internal/chart"
	"github.com/talimat/talimat-plan/internal/pattern"
	"github.com/talimat/talimat-plan/internal/report"
)

// picture is a chart in two shapes; the style shows the one that suits the screen.
type picture struct {
	Name         string
	Wide, Narrow template.HTML
}

// shape is a size of charts in pixels. On a page they are as wide as the text.
type shape struct {
	name          string
	width, height int
}

// A narrow chart is for telephones: there the letters of a wide one would be too
// small to read.
func shapes() [2]shape {
	return [2]shape{{"wide", 1000, 580}, {"narrow", 390, 480}}
}

// gallery is the charts of a page and the colours that they share.
type gallery struct {
	pictures map[string]picture
	colors   []pairing // by number
	numbers  map[pairing]int
	outlines []string // of the letters of all charts, by number
	letters  map[string]int
}

// pairing is the use of a colour, "fill" or "stroke", with what it is in light
// and in dark.
type pairing struct{ use, light, dark string }

// draw draws all charts that the plan has something for.
func draw(d *report.Dossier) (*gallery, error) {
	g := &gallery{pictures: map[string]picture{}, numbers: map[pairing]int{}, letters: map[string]int{}}
	for _, name := range chart.Names() {
		err := g.hang(name, func(o chart.Options) ([]byte, error) { return chart.Render(name, d.Charts, o) })
		if err != nil {
			return nil, err
		}
	}
	if d.Outlook == nil || d.Outlook.Tornado == nil {
		return g, nil
	}
	return g, g.hang(chart.Tornado, func(o chart.Options) ([]byte, error) {
		drawing, err := chart.DrawTornado(d.Outlook.Tornado, o)
		return drawing.File, err
	})
}

// hang draws a chart in both shapes, unless it is empty.
func (g *gallery) hang(name string, render func(chart.Options) ([]byte, error)) error {
	var both [2]template.HTML
	for i, s := range shapes() {
		var themes [2][]byte
		for k, theme := range []string{"light", "dark"} {
			file, err := render(chart.Options{Format: "svg", Width: s.width, Height: s.height, Theme: theme})
			var empty *chart.EmptyError
			switch {
			case errors.As(err, &empty):
				return nil
			case err != nil:
				return err
			}
			themes[k] = file
		}
		file, err := g.merge(themes[0], themes[1])
		if err != nil {
			return fmt.Errorf("page: chart %s: %w", name, err)
		}
		both[i] = element(g.share(file), name, s.name)
	}
	g.pictures[name] = picture{name, both[0], both[1]}
	return nil
}

// colored is a colour in an SVG. Quotes in texts are escaped, so that nothing
// else looks like it.
var colored = pattern.Lazy(`(fill|stroke)="(#[0-9a-f]{6})"`)

// merge makes one file of a chart in light and in dark, which differ in nothing
// but colours: it has classes in their place.
func (g *gallery) merge(light, dark []byte) ([]byte, error) {
	a, b := colored().FindAllSubmatchIndex(light, -1), colored().FindAllSubmatchIndex(dark, -1)
	if len(a) != len(b) || len(light) != len(dark) {
		return nil, errors.New("its themes differ in more than colours")
	}
	var file bytes.Buffer
	from := 0
	for i, at := range a {
		if at[0] != b[i][0] || !bytes.Equal(light[from:at[4]], dark[from:at[4]]) {
			return nil, errors.New("its themes differ in more than colours")
		}
		pair := pairing{string(light[at[2]:at[3]]), string(light[at[4]:at[5]]), string(dark[at[4]:at[5]])}
		file.Write(light[from:at[0]])
		fmt.Fprintf(&file, `class="c%d"`, g.number(pair))
		from = at[1]
	}
	file.Write(light[from:])
	return file.Bytes(), nil
}

// The outline of a letter in an SVG, and its use.
var (
	outlined = pattern.Lazy(`<path id="([^"]+)" d="([^"]+)"/>\n`)
	used     = pattern.Lazy(`<use href="#([^"]+)"`)
)

// share takes the outlines of the letters out of a chart: the page has each of
// them once, whatever charts it is in.
func (g *gallery) share(file []byte) []byte {
	numbers := map[string]int{}
	file = outlined().ReplaceAllFunc(file, func(path []byte) []byte {
		m := outlined().FindSubmatch(path)
		outline := string(m[2])
		n, ok := g.letters[outline]
		if !ok {
			n = len(g.outlines)
			g.letters[outline], g.outlines = n, append(g.outlines, outline)
		}
		numbers[string(m[1])] = n
		return nil
	})
	return used().ReplaceAllFunc(file, func(use []byte) []byte {
		return fmt.Appendf(nil, `<use href="#g%d"`, numbers[string(used().FindSubmatch(use)[1])])
	})
}

// alphabet is the outlines that the charts share, as an element that shows nothing.
func (g *gallery) alphabet() template.HTML {
	var b strings.Builder
	b.WriteString(`<svg class="alphabet" aria-hidden="true"><desc></desc><defs>`)
	for n, outline := range g.outlines {
		fmt.Fprintf(&b, `<path id="g%d" d="%s"/>`, n, outline)
	}
	b.WriteString("</defs></svg>")
	return template.HTML(b.String())
}

// number is that of a pairing, a new one when it is not known.
func (g *gallery) number(p pairing) int {
	n, ok := g.numbers[p]
	if !ok {
		n = len(g.colors)
		g.numbers[p] = n
		g.colors = append(g.colors, p)
	}
	return n
}

// style is the rules of the colours: light ones, and dark ones for screens.
func (g *gallery) style() string {
	var light, dark strings.Builder
	for i, c := range g.colors {
		fmt.Fprintf(&light, ".c%d{%s:%s}", i, c.use, c.light)
		fmt.Fprintf(&dark, ".c%d{%s:%s}", i, c.use, c.dark)
	}
	return light.String() + "\n@media screen and (prefers-color-scheme: dark) {" + dark.String() + "}\n"
}

// element is a chart as an element of a page, its ids told from those of the
// other shape. Quotes in texts are escaped: these are ids and nothing else.
func element(file []byte, name, shape string) template.HTML {
	if i := bytes.Index(file, []byte("<svg")); i > 0 {
		file = file[i:] // an element has no XML declaration
	}
	for _, before := range []string{`id="`, `href="#`, `aria-labelledby="`} {
		file = bytes.ReplaceAll(file, []byte(before+name+"-"), []byte(before+shape+"-"+name+"-"))
	}
	file = bytes.Replace(file, []byte(" "+name+`-desc">`), []byte(" "+shape+"-"+name+`-desc">`), 1)
	file = bytes.Replace(file, []byte("<svg "), []byte(`<svg class="`+shape+`" `), 1)
	return template.HTML(bytes.TrimSpace(file))
}
