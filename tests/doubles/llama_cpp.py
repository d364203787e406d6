"""``python -m tests.doubles.llama_cpp MODEL``: llama.cpp's own server with that model, on a free port; prints its address."""

import sys
import threading

import xllamacpp


def main(model: str) -> None:
    parameters = xllamacpp.CommonParams()
    parameters.model.path = model
    parameters.n_ctx, parameters.n_parallel, parameters.cpuparams.n_threads = 16_384, 1, 1
    parameters.port, parameters.warmup = 0, False
    server = xllamacpp.Server(parameters)
    sys.stdout.write(f"{server.listening_address}\n")
    sys.stdout.flush()
    threading.Event().wait()


if __name__ == "__main__":
    main(sys.argv[1])
