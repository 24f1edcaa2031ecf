package chart

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image/png"
	"sync"
	"time"

	"codeberg.org/go-pdf/fpdf"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/vgimg"
	"gonum.org/v1/plot/vg/vgpdf"

	"github.com/talimat/talimat-plan/internal/report"
)

// encode draws a picture in the format of the options.
func encode(pic picture, plan *report.Charts, t *theme, letters *typeface, o Options) ([]byte, error) {
	size, zoom := o.points(), o.zoom()
	width, height := vg.Length(size.x*zoom), vg.Length(size.y*zoom)
	draw := func(c canvas) error {
		s := &sheet{canvas: zoomed(c, zoom), theme: t, letters: letters, size: size}
		s.compose(pic, plan)
		return s.letters.err
	}
	switch o.Format {
	case "png":
		return encodePNG(width, height, pic, max(o.Scale, 1), draw)
	case "svg":
		return encodeSVG(size, zoom, pic, draw)
	case "pdf":
		return encodePDF(width, height, draw)
	}
	return nil, fmt.Errorf("no format %q", o.Format)
}

// encodePNG draws on a raster, and puts the description into the file.
func encodePNG(w, h vg.Length, pic picture, scale int, draw func(canvas) error) ([]byte, error) {
	c := vgimg.NewWith(vgimg.UseWH(w, h), vgimg.UseDPI(96*scale))
	if err := draw(c); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestSpeed}
	if err := encoder.Encode(&b, c.Image()); err != nil {
		return nil, err
	}
	const header = 8 + 25 // the signature and the chunk IHDR
	file := append([]byte(nil), b.Bytes()[:header]...)
	file = append(file, textChunk("Title", pic.title)...)
	file = append(file, textChunk("Description", pic.alt)...)
	return append(file, b.Bytes()[header:]...), nil
}

// textChunk is an iTXt chunk of a PNG: uncompressed text in UTF-8.
func textChunk(keyword, text string) []byte {
	body := "iTXt" + keyword + "\x00\x00\x00\x00\x00" + text
	chunk := binary.BigEndian.AppendUint32(nil, uint32(len(body)-4))
	chunk = append(chunk, body...)
	return binary.BigEndian.AppendUint32(chunk, crc32.ChecksumIEEE([]byte(body)))
}

// encodeSVG draws outlines, because no font is sure to be there.
func encodeSVG(size point, zoom float64, pic picture, draw func(canvas) error) ([]byte, error) {
	c := newSVG(size, pic.name)
	if err := draw(c); err != nil {
		return nil, err
	}
	return c.file(pic, zoom), nil
}

// fixPDF makes the PDF library forget the time, so that a chart has the same
// bytes on every day. Its defaults are the only way to reach it.
var fixPDF = sync.OnceFunc(func() {
	day := time.Date(2000, time.January, 1, 0, 0, 0, 0, time.UTC)
	fpdf.SetDefaultCreationDate(day)
	fpdf.SetDefaultModificationDate(day)
	fpdf.SetDefaultCatalogSort(true)
})

func encodePDF(w, h vg.Length, draw func(canvas) error) ([]byte, error) {
	fixPDF()
	c := vgpdf.New(w, h)
	if err := draw(c); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	_, err := c.WriteTo(&b)
	return b.Bytes(), err
}
