// What the worker processes of a batch run: the program, from the code that was kept.
require("./program.js").loadProgram({ long: true }).startWorker();
