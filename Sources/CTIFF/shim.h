#pragma once
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <tiffio.h>

/* A TIFF file in memory, and what the library said about it. libtiff reads through callbacks with a va_list handler,
   which Swift cannot write; keeping both here also keeps files and the process-wide handlers out of it. */
typedef struct {
    const uint8_t *bytes;
    uint64_t size;
    uint64_t position;
    uint32_t errors;
    uint32_t warnings;
    char message[256];
} ctiff_memory;

static inline tmsize_t ctiff_read_bytes(thandle_t handle, void *buffer, tmsize_t count) {
    ctiff_memory *memory = (ctiff_memory *)handle;
    if (count <= 0 || memory->position >= memory->size) return 0;
    uint64_t left = memory->size - memory->position;
    uint64_t taken = (uint64_t)count < left ? (uint64_t)count : left;
    memcpy(buffer, memory->bytes + memory->position, (size_t)taken);
    memory->position += taken;
    return (tmsize_t)taken;
}

static inline tmsize_t ctiff_refuse_write(thandle_t handle, void *buffer, tmsize_t count) {
    (void)handle, (void)buffer, (void)count;
    return -1;
}

static inline toff_t ctiff_seek(thandle_t handle, toff_t offset, int whence) {
    ctiff_memory *memory = (ctiff_memory *)handle;
    switch (whence) {
    case SEEK_CUR: memory->position += offset; break;
    case SEEK_END: memory->position = memory->size + offset; break;
    default: memory->position = offset;
    }
    return memory->position;
}

static inline int ctiff_close_nothing(thandle_t handle) { (void)handle; return 0; }

static inline toff_t ctiff_size(thandle_t handle) { return ((ctiff_memory *)handle)->size; }

/* Keeps the first message: what follows is usually its consequence. Returning 1 stops the process-wide handler. */
static inline int ctiff_on_error(TIFF *tiff, void *user, const char *module, const char *format, va_list arguments) {
    (void)tiff, (void)module;
    ctiff_memory *memory = (ctiff_memory *)user;
    if (memory->errors++ == 0) vsnprintf(memory->message, sizeof memory->message, format, arguments);
    return 1;
}

static inline int ctiff_on_warning(TIFF *tiff, void *user, const char *module, const char *format, va_list arguments) {
    (void)tiff, (void)module;
    ctiff_memory *memory = (ctiff_memory *)user;
    if (memory->warnings++ == 0 && memory->errors == 0)
        vsnprintf(memory->message, sizeof memory->message, format, arguments);
    return 1;
}

/* Opens for reading without mmap; no single allocation grows beyond the limit. The memory outlives the TIFF. */
static inline TIFF *ctiff_open(ctiff_memory *memory, tmsize_t largest_allocation) {
    TIFFOpenOptions *options = TIFFOpenOptionsAlloc();
    if (options == NULL) return NULL;
    TIFFOpenOptionsSetMaxSingleMemAlloc(options, largest_allocation);
    TIFFOpenOptionsSetErrorHandlerExtR(options, ctiff_on_error, memory);
    TIFFOpenOptionsSetWarningHandlerExtR(options, ctiff_on_warning, memory);
    TIFF *tiff = TIFFClientOpenExt(
        "memory", "rm", (thandle_t)memory, ctiff_read_bytes, ctiff_refuse_write, ctiff_seek, ctiff_close_nothing,
        ctiff_size, NULL, NULL, options);
    TIFFOpenOptionsFree(options);
    return tiff;
}

static inline void ctiff_forget_messages(ctiff_memory *memory) {
    memory->errors = 0;
    memory->warnings = 0;
    memory->message[0] = 0;
}

/* The message is a char array, which Swift imports as a tuple of 256. */
static inline const char *ctiff_message(const ctiff_memory *memory) { return memory->message; }

/* TIFFGetField and TIFFSetField are variadic, which Swift does not import. */
static inline uint32_t ctiff_u32(TIFF *tiff, uint32_t tag) {
    uint32_t value = 0;
    return TIFFGetField(tiff, tag, &value) ? value : 0;
}

static inline uint16_t ctiff_u16(TIFF *tiff, uint32_t tag, uint16_t otherwise) {
    uint16_t value = 0;
    return TIFFGetFieldDefaulted(tiff, tag, &value) ? value : otherwise;
}

/* 0 when the tag is absent. */
static inline float ctiff_float(TIFF *tiff, uint32_t tag) {
    float value = 0;
    return TIFFGetField(tiff, tag, &value) ? value : 0;
}

/* JPEG inside TIFF: let libjpeg turn YCbCr into RGB. */
static inline void ctiff_want_rgb(TIFF *tiff) { TIFFSetField(tiff, TIFFTAG_JPEGCOLORMODE, JPEGCOLORMODE_RGB); }
