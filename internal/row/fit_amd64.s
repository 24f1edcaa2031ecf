//go:build !purego

#include "textflag.h"

// The loops over the months are those of row_amd64.s.

// func fitAVX(first []int, sizes [][4]float64, asked *[4][]float64) (all bool)
TEXT ·fitAVX(SB), NOSPLIT, $0-57
	MOVQ first_base+0(FP), DI
	MOVQ sizes_base+24(FP), SI
	MOVQ sizes_len+32(FP), DX
	MOVQ asked+48(FP), BX
	MOVQ first_len+8(FP), CX
	MOVQ 0(BX), R8
	MOVQ 24(BX), R9
	MOVQ 48(BX), R10
	MOVQ 72(BX), R11
	VPXOR Y10, Y10, Y10 // months in which no size holds
	XORQ R13, R13       // the same of those one by one
	SHLQ $5, DX
	ADDQ SI, DX // end of the sizes
	XORQ AX, AX
	CMPB ·eight(SB), $0
	JEQ  fours
	SUBQ $8, CX
	JLT  few
	VPTERNLOGQ $0xff, Z4, Z4, Z4 // -1
	KXORB      K3, K3, K3 // months in which no size holds

eight:
	VMOVUPD (R8)(AX*8), Z0
	VMOVUPD (R9)(AX*8), Z1
	VMOVUPD (R10)(AX*8), Z2
	VMOVUPD (R11)(AX*8), Z3
	KXNORB  K2, K2, K2 // months that no size has held
	VPXORQ  Z5, Z5, Z5 // sizes that have not
	MOVQ    SI, BX

size8:
	VCMPPD.BCST $0x02, 0(BX), Z0, K1 // asked <= size
	VCMPPD.BCST $0x02, 16(BX), Z2, K4
	VCMPPD.BCST $0x02, 8(BX), Z1, K1, K1
	VCMPPD.BCST $0x02, 24(BX), Z3, K4, K4
	KANDB       K1, K4, K1
	KANDNB      K2, K1, K2
	VPSUBQ      Z4, Z5, K2, Z5
	ADDQ        $32, BX
	CMPQ        BX, DX
	JNE         size8
	VMOVUPD     Z5, (DI)(AX*8)
	KORB        K2, K3, K3
	ADDQ        $8, AX
	SUBQ        $8, CX
	JGE         eight
	KMOVB       K3, R13

few:
	ADDQ $8, CX

fours:
	SUBQ $4, CX
	JLT  left

four:
	VMOVUPD  (R8)(AX*8), Y0
	VMOVUPD  (R9)(AX*8), Y1
	VMOVUPD  (R10)(AX*8), Y2
	VMOVUPD  (R11)(AX*8), Y3
	VPCMPEQQ Y4, Y4, Y4 // months that no size has held
	VPXOR    Y5, Y5, Y5 // sizes that have not
	MOVQ     SI, BX

size4:
	VBROADCASTSD 0(BX), Y6
	VBROADCASTSD 8(BX), Y7
	VBROADCASTSD 16(BX), Y8
	VBROADCASTSD 24(BX), Y9
	VCMPPD       $0x02, Y6, Y0, Y6 // asked <= size
	VCMPPD       $0x02, Y7, Y1, Y7
	VCMPPD       $0x02, Y8, Y2, Y8
	VCMPPD       $0x02, Y9, Y3, Y9
	VANDPD       Y6, Y7, Y6
	VANDPD       Y8, Y9, Y8
	VANDPD       Y6, Y8, Y6
	VANDNPD      Y4, Y6, Y4
	VPSUBQ       Y4, Y5, Y5
	ADDQ         $32, BX
	CMPQ         BX, DX
	JNE          size4
	VMOVUPD      Y5, (DI)(AX*8)
	VORPD        Y4, Y10, Y10
	ADDQ         $4, AX
	SUBQ         $4, CX
	JGE          four

left:
	ADDQ $4, CX
	JEQ  done

one:
	VMOVSD (R8)(AX*8), X0
	VMOVSD (R9)(AX*8), X1
	VMOVSD (R10)(AX*8), X2
	VMOVSD (R11)(AX*8), X3
	XORQ   R12, R12
	MOVQ   SI, BX

size1:
	VUCOMISD 0(BX), X0
	JHI      next
	VUCOMISD 8(BX), X1
	JHI      next
	VUCOMISD 16(BX), X2
	JHI      next
	VUCOMISD 24(BX), X3
	JLS      held

next:
	INCQ R12
	ADDQ $32, BX
	CMPQ BX, DX
	JNE  size1
	INCQ R13

held:
	MOVQ R12, (DI)(AX*8)
	INCQ AX
	DECQ CX
	JNE  one

done:
	VMOVMSKPD Y10, R8
	ORQ       R13, R8
	SETEQ     all+56(FP)
	VZEROUPPER
	RET
