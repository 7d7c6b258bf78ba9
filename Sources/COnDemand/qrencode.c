#include <qrencode.h>

#include "on_demand.h"

#define QRENCODE(type, name, parameters, arguments) ON_DEMAND(on_demand_qrencode, type, name, parameters, arguments)

QRENCODE(QRinput *, QRinput_new2, (int version, QRecLevel level), (version, level))
QRENCODE(int, QRinput_append, (QRinput * input, QRencodeMode mode, int size, const unsigned char *bytes),
         (input, mode, size, bytes))
QRENCODE(int, QRinput_appendECIheader, (QRinput * input, unsigned int number), (input, number))
QRENCODE(QRcode *, QRcode_encodeInput, (QRinput * input), (input))
QRENCODE(QRcode *, QRcode_encodeString,
         (const char *text, int version, QRecLevel level, QRencodeMode hint, int cased),
         (text, version, level, hint, cased))
ON_DEMAND_VOID(on_demand_qrencode, QRinput_free, (QRinput * input), (input))
ON_DEMAND_VOID(on_demand_qrencode, QRcode_free, (QRcode * code), (code))
