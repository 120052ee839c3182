"""Network cameras of our own that go wrong when told to, in every way in which real ones do.

`python -m app.bench.faulty_camera N` serves N cameras, each on a port of its own as a device on the network would be;
`FaultyCameras` starts that process and tells it what goes wrong. The tests and `bench soak` use the same cameras.
"""
