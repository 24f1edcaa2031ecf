package cli

import (
	"bufio"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"

	"github.com/talimat/talimat-plan/internal/render/csv"
	"github.com/talimat/talimat-plan/internal/simulation"
)

// export writes the futures of a simulation to a CSV file, replicate by
// replicate, into a temporary file that takes the name when all are there.
type export struct {
	name, temporary string
	file            *os.File
	out             *bufio.Writer
	started         bool
	scratch         *scratch
}

func newExport(name string, s *scratch) (*export, error) {
	if name == stdoutName {
		return nil, usagef("--export -: futures go to a file; name one, or ./- for one of that name")
	}
	if own := suffixOf(name); own != "" && own != ".csv" {
		return nil, usagef("--export %s: futures are written as CSV; give the file the extension .csv", name)
	}
	if stat, err := os.Stat(name); err == nil && !stat.Mode().IsRegular() {
		return nil, usagef("--export: %s exists and is not a regular file", name)
	}
	e := &export{name: name, scratch: s}
	e.temporary = filepath.Join(filepath.Dir(name), fmt.Sprintf(".%s.%08x.tmp", filepath.Base(name), rand.Uint32()))
	s.add(e.temporary)
	var err error
	if e.file, err = os.OpenFile(e.temporary, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666); err != nil {
		return nil, &fileError{"write", name, err}
	}
	e.out = bufio.NewWriterSize(e.file, 1<<18)
	return e, nil
}

// write appends a replicate: a row for each future, a column for each input and
// result. What does not exist is empty.
func (e *export) write(b *simulation.Batch) error {
	if !e.started {
		e.started = true
		e.out.WriteString("replicate,future")
		for _, name := range b.Columns {
			e.out.WriteByte(',')
			e.out.WriteString(csv.Cell(name))
		}
		e.out.WriteByte('\n')
	}
	var line []byte
	for i, row := range b.Rows {
		line = strconv.AppendInt(line[:0], int64(b.Replicate), 10)
		line = append(line, ',')
		line = strconv.AppendInt(line, int64(i), 10)
		for _, v := range row {
			line = append(line, ',')
			if !math.IsNaN(v) && !math.IsInf(v, 0) { // a month that never comes is infinite
				line = strconv.AppendFloat(line, v, 'g', -1, 64)
			}
		}
		e.out.Write(append(line, '\n'))
	}
	if err := e.out.Flush(); err != nil {
		return &fileError{"write", e.name, err}
	}
	return nil
}

// finish gives the file its name.
func (e *export) finish() error {
	if err := e.file.Close(); err != nil {
		return &fileError{"write", e.name, err}
	}
	if err := os.Rename(e.temporary, e.name); err != nil {
		return &fileError{"write", e.name, err}
	}
	e.scratch.forget(e.temporary)
	e.temporary = ""
	return nil
}

// discard removes what was not finished.
func (e *export) discard() {
	if e.temporary != "" {
		e.file.Close()
		os.Remove(e.temporary)
		e.scratch.forget(e.temporary)
	}
}
