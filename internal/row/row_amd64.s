//go:build !purego

#include "textflag.h"

DATA exact<>+0(SB)/8, $0.999999999     // 1-epsilon
DATA half<>+0(SB)/8, $0.499999999      // 0.5-epsilon
DATA whole<>+0(SB)/8, $4503599627370496.0 // 1<<52
GLOBL exact<>(SB), RODATA|NOPTR, $8
GLOBL half<>(SB), RODATA|NOPTR, $8
GLOBL whole<>(SB), RODATA|NOPTR, $8

// func count4(c *Count, need, units, mean, requested *float64, n int)
TEXT ·count4(SB), NOSPLIT, $0-48
	MOVQ c+0(FP), AX
	MOVQ need+8(FP), SI
	MOVQ units+16(FP), DI
	MOVQ mean+24(FP), DX
	MOVQ requested+32(FP), BX
	MOVQ n+40(FP), CX
	VBROADCASTSD 0(AX), Y6  // Share
	VBROADCASTSD 8(AX), Y7  // Spare
	VBROADCASTSD 16(AX), Y8 // Low
	VBROADCASTSD 24(AX), Y9 // High
	VBROADCASTSD 32(AX), Y10 // Part
	VBROADCASTSD 40(AX), Y11 // Each
	VBROADCASTSD exact<>(SB), Y12
	VBROADCASTSD half<>(SB), Y13
	VBROADCASTSD whole<>(SB), Y14
	XORQ AX, AX

loop:
	VMULPD  (SI)(AX*8), Y6, Y0
	VMULPD  Y12, Y0, Y0
	VADDPD  Y13, Y0, Y0
	VADDPD  Y14, Y0, Y0
	VSUBPD  Y14, Y0, Y0
	VADDPD  Y7, Y0, Y0
	VMAXPD  Y8, Y0, Y0
	VMINPD  Y9, Y0, Y0
	VMOVUPD Y0, (DI)(AX*8)
	VMULPD  Y10, Y0, Y1
	VADDPD  (DX)(AX*8), Y1, Y1
	VMOVUPD Y1, (DX)(AX*8)
	VMULPD  Y11, Y0, Y2
	VADDPD  (BX)(AX*8), Y2, Y2
	VMOVUPD Y2, (BX)(AX*8)
	ADDQ    $4, AX
	CMPQ    AX, CX
	JLT     loop

	VZEROUPPER
	RET

// func scale4(row, other *float64, times float64, n int)
TEXT ·scale4(SB), NOSPLIT, $0-32
	MOVQ row+0(FP), DI
	MOVQ other+8(FP), SI
	VBROADCASTSD times+16(FP), Y1
	MOVQ n+24(FP), CX
	XORQ AX, AX

loop:
	VMULPD  (SI)(AX*8), Y1, Y0
	VMOVUPD Y0, (DI)(AX*8)
	ADDQ    $4, AX
	CMPQ    AX, CX
	JLT     loop

	VZEROUPPER
	RET

// func add4(row, other *float64, times float64, n int)
TEXT ·add4(SB), NOSPLIT, $0-32
	MOVQ row+0(FP), DI
	MOVQ other+8(FP), SI
	VBROADCASTSD times+16(FP), Y1
	MOVQ n+24(FP), CX
	XORQ AX, AX

loop:
	VMULPD  (SI)(AX*8), Y1, Y0
	VADDPD  (DI)(AX*8), Y0, Y0
	VMOVUPD Y0, (DI)(AX*8)
	ADDQ    $4, AX
	CMPQ    AX, CX
	JLT     loop

	VZEROUPPER
	RET
