// Command talimat-plan forecasts what a system needs and what that costs.
package main

import (
	"os"

	"github.com/talimat/talimat-plan/internal/cli"
)

func main() {
	collectLater(os.Getenv)
	os.Exit(cli.Main(os.Args[1:], cli.Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr}, os.Getenv))
}
