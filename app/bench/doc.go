// Package bench measures the product beside yardsticks: small programs that do the same kind of work
// with nothing around it, on the same machine in the same minute. `make bench` prints the table.
//
// What is measured is the program itself, as its own process: the processor time it took is read from
// the kernel. This needs Linux. Nothing here runs with the tests.
package bench
