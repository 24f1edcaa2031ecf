package histogram

import (
	"bytes"
	"encoding"
	"encoding/hex"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

var (
	_ encoding.BinaryAppender    = (*Histogram)(nil)
	_ encoding.BinaryUnmarshaler = (*Histogram)(nil)
)

// What is read is what was written, whatever the histogram held before, and goes
// on as that would.
func TestRoundTrip(t *testing.T) {
	read := of(7, -7, 1e300)
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(drawn(true), 0, 60).Draw(t, "values")
		more := rapid.SliceOfN(drawn(true), 0, 10).Draw(t, "more")
		h := of(append(values, math.Inf(1))...)
		if err := read.UnmarshalBinary(encoded(h)); err != nil {
			t.Fatal(err)
		}
		h.AddAll(more)
		read.AddAll(more)
		if !bytes.Equal(encoded(read), encoded(h)) {
			t.Fatalf("got %+v, want %+v", read, h)
		}
	})
}

// The form must never change: people keep shards. Worked out by hand: 2 is
// refused, 1 zero; keys are the bits >> 43: of 1 and of 1.0005, in its bin,
// 0x3ff00000... >> 43 = 0x7fe00, of −2 0xc0000000... >> 43 = 0x180000. Offsets
// are the next 16 bits: of 1 and −2 0, of 1.0005, which is 0x3ff0020c49ba5e35,
// 0x20c49ba5e35 >> 27 = 0x4189, and as a varint 89 83 01.
func TestEncoding(t *testing.T) {
	h := of(1, math.NaN(), 1.0005, -2, 0, math.Inf(1))
	want := strings.Join([]string{"02", "01", "02", "80fc1f", "02", "00", "898301", "808440", "01", "00", "00", "00000000000000c0", "355eba490c02f03f"}, "")
	if got := hex.EncodeToString(encoded(h)); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got := hex.EncodeToString(encoded(new(Histogram))); got != "000000" {
		t.Errorf("empty: %s", got)
	}
}

func TestDamage(t *testing.T) {
	whole := encoded(of(1, 1.0005, -2, 0, 3))
	scratch := of(9)
	for n := range whole {
		if err := scratch.UnmarshalBinary(whole[:n]); err == nil || scratch.N() != 0 {
			t.Errorf("the first %d of %d bytes: %v, %d values", n, len(whole), err, scratch.N())
		}
	}
	for _, c := range []struct{ name, form, want string }{
		{"more bytes", "00000000", "goes on beyond its end"},
		{"a long varint", "800000", "its bins cannot be"},
		{"a varint above 2^64", "ffffffffffffffffff7f0000", "its bins cannot be"},
		{"a key twice", "000002" + "80fc1f010000" + "00010000" + "000000000000f03f" + "000000000000f03f", "its bins cannot be"},
		{"a key of nothing", "000001" + "80fc1f000000" + "000000000000f03f" + "000000000000f03f", "its bins cannot be"},
		{"a key of tiny numbers", "000001" + "01010000" + "000000000000f03f" + "000000000000f03f", "its bins cannot be"},
		{"a key of infinity", "000001" + "80fc3f010000" + "000000000000f03f" + "000000000000f03f", "its bins cannot be"},
		{"a key above 2^21", "000001" + "80808001010000" + "000000000000f03f" + "000000000000f03f", "its bins cannot be"},
		{"too many zeros", "00808080801000" + "0000000000000000" + "0000000000000000", "more values than it can hold"},
		{"too many in a bin", "000001" + "80fc1f80808080100000" + "000000000000f03f" + "000000000000f03f", "more values than it can hold"},
		{"too many in all", "000101" + "80fc1fffffffff0f0000" + "0000000000000000" + "000000000000f03f", "more values than it can hold"},
		{"an offset above 2^16", "000001" + "80fc1f01" + "80800400" + "000000000000f03f" + "000000000000f03f", "its bins cannot be"},
		{"two offsets, one above 2^16", "000001" + "80fc1f02" + "01ffff03" + "000008000000f03f" + "000000000000f03f", "its bins cannot be"},
		{"one value, two offsets", "000001" + "80fc1f01" + "0001" + "000000000000f03f" + "000008000000f03f", "its bins cannot be"},
		{"another least", "000001" + "80fc1f020000" + "000000000000e03f" + "000000000000f03f", "least and greatest"},
		{"another greatest", "000001" + "80fc1f020000" + "000000000000f03f" + "000000000000f07f", "least and greatest"},
		{"another least in the bin", "000001" + "80fc1f020001" + "000008000000f03f" + "000008000000f03f", "least and greatest"},
		{"another greatest in the bin", "000001" + "80fc1f020001" + "000000000000f03f" + "000010000000f03f", "least and greatest"},
		{"an end that is not a number", "000001" + "80fc1f020000" + "000000000000f03f" + "000000000000f87f", "least and greatest"},
		{"least above greatest", "000001" + "80fc1f020000" + "010000000000f03f" + "000000000000f03f", "least and greatest"},
		{"one value, two ends", "000001" + "80fc1f010000" + "000000000000f03f" + "010000000000f03f", "least and greatest"},
		{"minus zero", "000100" + "0000000000000080" + "0000000000000000", "least and greatest"},
		{"not a number", "000100" + "000000000000f87f" + "000000000000f87f", "least and greatest"},
	} {
		b, err := hex.DecodeString(c.form)
		if err != nil {
			t.Fatal(err)
		}
		if err := scratch.UnmarshalBinary(b); err == nil || !strings.Contains(err.Error(), c.want) || !bytes.Equal(encoded(scratch), encoded(new(Histogram))) {
			t.Errorf("%s: got %v, want %q; %+v", c.name, err, c.want, scratch)
		}
	}
}

// Whatever is read is written as it was, and answers like a histogram.
func FuzzUnmarshal(f *testing.F) {
	f.Add([]byte{})
	f.Add(encoded(new(Histogram)))
	f.Add(encoded(of(1, 1.0005, -2, 0, 3, math.NaN())))
	f.Add(encoded(of(850.1, 850.1, 850.1, -850.1, 850.9)))
	f.Add(encoded(of(5e-324, 0, math.MaxFloat64, -math.MaxFloat64)))
	f.Fuzz(func(t *testing.T, b []byte) {
		h := new(Histogram)
		if h.UnmarshalBinary(b) != nil {
			return
		}
		if again := encoded(h); !bytes.Equal(again, b) {
			t.Fatalf("%x is written as %x", b, again)
		}
		if h.N() == 0 {
			return
		}
		for _, p := range []float64{0.1, 0.9} {
			q, m := h.Quantile(p), h.MeanAbove(p)
			if !(q >= h.Min() && q <= h.Max() && m >= h.Min() && m <= h.Max()) {
				t.Fatalf("%x: quantile %v, mean above it %v, outside %v to %v", b, q, m, h.Min(), h.Max())
			}
			if n := h.Above(q); !(n >= 0 && n <= float64(h.N())) {
				t.Fatalf("%x: %v of %d above %v", b, n, h.N(), q)
			}
		}
	})
}

func BenchmarkAppendBinary(b *testing.B) {
	h := of(sample(1<<14, 1)...)
	var form []byte
	for b.Loop() {
		form, _ = h.AppendBinary(form[:0])
	}
	b.ReportMetric(float64(len(form)), "bytes")
}

func BenchmarkUnmarshalBinary(b *testing.B) {
	form, h := encoded(of(sample(1<<14, 1)...)), new(Histogram)
	for b.Loop() {
		if err := h.UnmarshalBinary(form); err != nil {
			b.Fatal(err)
		}
	}
}
