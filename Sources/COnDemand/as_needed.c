/* Asks the linker to leave out libraries that nothing is taken from. Only here can it be asked early enough: swiftc
   puts what a package manifest says behind the libraries it is about, and what stands in this section of an object
   file, where the compiler keeps the names of libraries to link, before them. */
__attribute__((used, section(".swift1_autolink_entries"))) static const char as_needed[] = "-Wl,--as-needed";
