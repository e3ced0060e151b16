using BenchmarkDotNet.Attributes;
using Kirana.Numerics.Kernels;
using Kirana.Numerics.LinearAlgebra;

namespace Kirana.Bench.Micro.Kernels;

/// <summary>Matrix products and Cholesky in float.</summary>
[MemoryDiagnoser]
public class MatrixBenchmarks
{
    private float[] _a = [];
    private float[] _b = [];
    private float[] _c = [];
    private float[] _definite = [];
    private float[] _solution = [];

    [Params(64, 256, 512)]
    public int N { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        (_a, _b, _c) = (Inputs.Vector<float>(N * N), Inputs.Vector<float>(N * N, 1), new float[N * N]);
        (_definite, _solution) = (Inputs.PositiveDefinite(N), new float[N]);
    }

    [Benchmark]
    public void GemmMultiply() => Gemm.Multiply(N, N, N, _a, _b, _c);

    [Benchmark]
    public void GemmMultiplyTransposed() => Gemm.MultiplyTransposed(N, N, N, _a, _b, _c);

    [Benchmark]
    public void SyrkAddGram() => Syrk.AddGram(_a, N, N, _c);

    [Benchmark]
    public bool CholeskyFactorAndSolve()
    {
        _definite.CopyTo(_c, 0);
        Array.Fill(_solution, 1);
        var done = Cholesky.TryFactor(_c, N);
        Cholesky.Solve(_c, N, _solution);
        return done;
    }
}
