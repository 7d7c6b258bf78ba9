#include <png.h>
#include <stdarg.h>
#include <tiffio.h>
#include <turbojpeg.h>

#include "on_demand.h"

ON_DEMAND(on_demand_jpeg, tjhandle, tjInitDecompress, (void), ())
ON_DEMAND(on_demand_jpeg, int, tjDestroy, (tjhandle handle), (handle))
ON_DEMAND(on_demand_jpeg, int, tjGetErrorCode, (tjhandle handle), (handle))
ON_DEMAND(on_demand_jpeg, char *, tjGetErrorStr2, (tjhandle handle), (handle))
ON_DEMAND(on_demand_jpeg, int, tjDecompressHeader3,
          (tjhandle handle, const unsigned char *bytes, unsigned long count, int *width, int *height, int *subsampling,
           int *colours),
          (handle, bytes, count, width, height, subsampling, colours))
ON_DEMAND(on_demand_jpeg, int, tjDecompress2,
          (tjhandle handle, const unsigned char *bytes, unsigned long count, unsigned char *pixels, int width,
           int pitch, int height, int format, int flags),
          (handle, bytes, count, pixels, width, pitch, height, format, flags))

ON_DEMAND(on_demand_png, int, png_image_begin_read_from_memory, (png_imagep image, png_const_voidp bytes, size_t count),
          (image, bytes, count))
ON_DEMAND(on_demand_png, int, png_image_finish_read,
          (png_imagep image, png_const_colorp background, void *buffer, png_int_32 stride, void *colours),
          (image, background, buffer, stride, colours))
ON_DEMAND(on_demand_png, int, png_image_write_to_memory,
          (png_imagep image, void *memory, png_alloc_size_t *PNG_RESTRICT count, int convert, const void *buffer,
           png_int_32 stride, const void *colours),
          (image, memory, count, convert, buffer, stride, colours))
ON_DEMAND_VOID(on_demand_png, png_image_free, (png_imagep image), (image))

ON_DEMAND(on_demand_tiff, TIFFOpenOptions *, TIFFOpenOptionsAlloc, (void), ())
ON_DEMAND_VOID(on_demand_tiff, TIFFOpenOptionsFree, (TIFFOpenOptions * options), (options))
ON_DEMAND_VOID(on_demand_tiff, TIFFOpenOptionsSetMaxSingleMemAlloc, (TIFFOpenOptions * options, tmsize_t most),
               (options, most))
ON_DEMAND_VOID(on_demand_tiff, TIFFOpenOptionsSetErrorHandlerExtR,
               (TIFFOpenOptions * options, TIFFErrorHandlerExtR handler, void *user), (options, handler, user))
ON_DEMAND_VOID(on_demand_tiff, TIFFOpenOptionsSetWarningHandlerExtR,
               (TIFFOpenOptions * options, TIFFErrorHandlerExtR handler, void *user), (options, handler, user))
ON_DEMAND(on_demand_tiff, TIFF *, TIFFClientOpenExt,
          (const char *name, const char *mode, thandle_t handle, TIFFReadWriteProc read, TIFFReadWriteProc write,
           TIFFSeekProc seek, TIFFCloseProc close, TIFFSizeProc size, TIFFMapFileProc map, TIFFUnmapFileProc unmap,
           TIFFOpenOptions *options),
          (name, mode, handle, read, write, seek, close, size, map, unmap, options))
ON_DEMAND_VOID(on_demand_tiff, TIFFClose, (TIFF * tiff), (tiff))
ON_DEMAND(on_demand_tiff, int, TIFFIsCODECConfigured, (uint16_t scheme), (scheme))
ON_DEMAND(on_demand_tiff, int, TIFFIsTiled, (TIFF * tiff), (tiff))
ON_DEMAND(on_demand_tiff, tdir_t, TIFFNumberOfDirectories, (TIFF * tiff), (tiff))
ON_DEMAND(on_demand_tiff, int, TIFFSetDirectory, (TIFF * tiff, tdir_t directory), (tiff, directory))
ON_DEMAND(on_demand_tiff, uint64_t, TIFFScanlineSize64, (TIFF * tiff), (tiff))
ON_DEMAND(on_demand_tiff, int, TIFFReadScanline, (TIFF * tiff, void *buffer, uint32_t row, uint16_t sample),
          (tiff, buffer, row, sample))
ON_DEMAND(on_demand_tiff, int, TIFFReadRGBAImageOriented,
          (TIFF * tiff, uint32_t width, uint32_t height, uint32_t *pixels, int orientation, int stop),
          (tiff, width, height, pixels, orientation, stop))

/* The variadic functions go through those that take a va_list. */
#define TIFF_FIELD(name, listed)                       \
    HIDDEN(name)                                       \
    int name(TIFF *tiff, uint32_t tag, ...) {          \
        FIND(on_demand_tiff, listed)                   \
        va_list values;                                \
        va_start(values, tag);                         \
        int result = found(tiff, tag, values);         \
        va_end(values);                                \
        return result;                                 \
    }
TIFF_FIELD(TIFFGetField, TIFFVGetField)
TIFF_FIELD(TIFFGetFieldDefaulted, TIFFVGetFieldDefaulted)
TIFF_FIELD(TIFFSetField, TIFFVSetField)
