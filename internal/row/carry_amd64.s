//go:build !purego

#include "textflag.h"
#include "ceil_amd64.h"

// Eight or four months at a time from AX on. The last of them begin so that they
// end with the row, and count some months twice; a row of less is counted one by
// one. R8 is the first part, R10 the end of them; a part has 56 bytes, at 32 of them
// where its units go, or nil.

// The units in the part at R9.
#define PART8 \
	MOVQ         8(R9), R11  \
	MOVQ         16(R9), R12 \
	MOVQ         0(R11), BX  \
	VBROADCASTSD 24(R11), Z2 \
	VMULPD       (BX)(AX*8), Z2, Z2

#define TERM8 \
	ADDQ         $32, R11    \
	MOVQ         0(R11), BX  \
	VBROADCASTSD 24(R11), Z3 \
	VMULPD       (BX)(AX*8), Z3, Z3 \
	VMAXPD       Z3, Z2, Z2

#define UNITS8 \
	VMULPD       Z12, Z2, Z2 \
	VADDPD       Z13, Z2, Z2 \
	VADDPD       Z14, Z2, Z2 \
	VSUBPD       Z7, Z2, Z2  \
	VBROADCASTSD 0(R9), Z3   \
	VMULPD       Z2, Z3, Z3  \
	VADDPD       Z3, Z1, Z1

#define PART4 \
	MOVQ         8(R9), R11  \
	MOVQ         16(R9), R12 \
	MOVQ         0(R11), BX  \
	VBROADCASTSD 24(R11), Y2 \
	VMULPD       (BX)(AX*8), Y2, Y2

#define TERM4 \
	ADDQ         $32, R11    \
	MOVQ         0(R11), BX  \
	VBROADCASTSD 24(R11), Y3 \
	VMULPD       (BX)(AX*8), Y3, Y3 \
	VMAXPD       Y3, Y2, Y2

#define UNITS4 \
	VMULPD       Y12, Y2, Y2 \
	VADDPD       Y13, Y2, Y2 \
	VADDPD       Y14, Y2, Y2 \
	VSUBPD       Y7, Y2, Y2  \
	VBROADCASTSD 0(R9), Y3   \
	VMULPD       Y2, Y3, Y3  \
	VADDPD       Y3, Y1, Y1

#define PART1 \
	MOVQ   8(R9), R11  \
	MOVQ   16(R9), R12 \
	MOVQ   0(R11), BX  \
	VMOVSD (BX)(AX*8), X2 \
	VMULSD 24(R11), X2, X2

#define TERM1 \
	ADDQ   $32, R11   \
	MOVQ   0(R11), BX \
	VMOVSD (BX)(AX*8), X3  \
	VMULSD 24(R11), X3, X3 \
	VMAXSD X3, X2, X2

#define UNITS1 \
	VMULSD X12, X2, X2 \
	VADDSD X13, X2, X2 \
	VADDSD X14, X2, X2 \
	VSUBSD X7, X2, X2  \
	VMULSD 0(R9), X2, X3 \
	VADDSD X3, X1, X1

// func carryAVX(first, least, mean []float64, spare float64, parts []Part)
TEXT ·carryAVX(SB), NOSPLIT, $0-104
	MOVQ first_base+0(FP), DI
	MOVQ first_len+8(FP), CX
	MOVQ least_base+24(FP), SI
	MOVQ mean_base+48(FP), DX
	VBROADCASTSD spare+72(FP), Y7
	MOVQ parts_base+80(FP), R8
	MOVQ parts_len+88(FP), R10
	TESTQ CX, CX
	JEQ  none
	CEIL_CONSTANTS
	VSUBPD Y7, Y14, Y7
	VXORPD Y6, Y6, Y6
	IMULQ $56, R10
	ADDQ R8, R10
	MOVQ 8(R8), R13
	MOVQ 0(R13), R13 // the row that is 0 where there are none
	XORQ AX, AX
	CMPB ·eight(SB), $0
	JEQ  fours
	CMPQ CX, $8
	JLT  fours
	SUBQ $8, CX // last month at which eight begin
	VBROADCASTSD X7, Z7
	VBROADCASTSD X12, Z12
	VBROADCASTSD X13, Z13
	VBROADCASTSD X14, Z14
	VPXORQ Z6, Z6, Z6

eight:
	VMOVUPD (R13)(AX*8), Z0
	VCMPPD  $0x04, Z6, Z0, K1 // where there are some
	VPXORQ  Z1, Z1, Z1
	MOVQ    R8, R9
	PART8
	JMP     rest8first

term8first:
	TERM8

rest8first:
	DECQ   R12
	JNE    term8first
	UNITS8
	VMOVAPD.Z Z2, K1, Z4
	VMOVUPD Z4, (DI)(AX*8)
	JMP    last8

part8:
	PART8
	JMP rest8

term8:
	TERM8

rest8:
	DECQ   R12
	JNE    term8
	UNITS8
	VMINPD Z2, Z4, Z4

last8:
	MOVQ    32(R9), BX
	TESTQ   BX, BX
	JEQ     next8
	VMOVAPD.Z Z2, K1, Z3
	VMOVUPD Z3, (BX)(AX*8)

next8:
	ADDQ    $56, R9
	CMPQ    R9, R10
	JNE     part8
	VMOVAPD.Z Z4, K1, Z4
	VMOVAPD.Z Z1, K1, Z1
	VMOVUPD Z4, (SI)(AX*8)
	VMOVUPD Z1, (DX)(AX*8)
	CMPQ    AX, CX
	JGE     done
	ADDQ    $8, AX
	CMPQ    AX, CX
	CMOVQGT CX, AX
	JMP     eight

fours:
	SUBQ $4, CX
	JLT  left

four:
	VMOVUPD (R13)(AX*8), Y0
	VCMPPD  $0x04, Y6, Y0, Y5
	VXORPD  Y1, Y1, Y1
	MOVQ    R8, R9
	PART4
	JMP     rest4first

term4first:
	TERM4

rest4first:
	DECQ    R12
	JNE     term4first
	UNITS4
	VANDPD  Y5, Y2, Y4
	VMOVUPD Y4, (DI)(AX*8)
	JMP     last4

part4:
	PART4
	JMP rest4

term4:
	TERM4

rest4:
	DECQ   R12
	JNE    term4
	UNITS4
	VMINPD Y2, Y4, Y4

last4:
	MOVQ    32(R9), BX
	TESTQ   BX, BX
	JEQ     next4
	VANDPD  Y5, Y2, Y3
	VMOVUPD Y3, (BX)(AX*8)

next4:
	ADDQ    $56, R9
	CMPQ    R9, R10
	JNE     part4
	VANDPD  Y5, Y4, Y4
	VANDPD  Y5, Y1, Y1
	VMOVUPD Y4, (SI)(AX*8)
	VMOVUPD Y1, (DX)(AX*8)
	CMPQ    AX, CX
	JGE     done
	ADDQ    $4, AX
	CMPQ    AX, CX
	CMOVQGT CX, AX
	JMP     four

left:
	ADDQ $4, CX

one:
	VMOVSD (R13)(AX*8), X0
	VCMPSD $0x04, X6, X0, X5
	VXORPD X1, X1, X1
	MOVQ   R8, R9
	PART1
	JMP    rest1first

term1first:
	TERM1

rest1first:
	DECQ   R12
	JNE    term1first
	UNITS1
	VANDPD X5, X2, X4
	VMOVSD X4, (DI)(AX*8)
	JMP    last1

part1:
	PART1
	JMP rest1

term1:
	TERM1

rest1:
	DECQ   R12
	JNE    term1
	UNITS1
	VMINSD X2, X4, X4

last1:
	MOVQ   32(R9), BX
	TESTQ  BX, BX
	JEQ    next1
	VANDPD X5, X2, X3
	VMOVSD X3, (BX)(AX*8)

next1:
	ADDQ   $56, R9
	CMPQ   R9, R10
	JNE    part1
	VANDPD X5, X4, X4
	VANDPD X5, X1, X1
	VMOVSD X4, (SI)(AX*8)
	VMOVSD X1, (DX)(AX*8)
	INCQ   AX
	CMPQ   AX, CX
	JLT    one

done:
	VZEROUPPER

none:
	RET
