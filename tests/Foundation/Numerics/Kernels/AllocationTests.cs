using Kirana.Numerics.Kernels;
using Kirana.Numerics.LinearAlgebra;
using Kirana.Numerics.Random;

namespace Kirana.Tests.Foundation.Numerics.Kernels;

public class AllocationTests
{
    [Fact]
    public void Kernels_allocate_nothing_once_their_buffers_are_warm()
    {
        const int N = 70;
        var (a, b, c) = (Samples.Vector<float>(N * N, 1), Samples.Vector<float>(N * N, 2), new float[N * N]);
        var (ad, cd) = (Samples.Vector<double>(N * N, 1), new double[N * N]);
        var bytes = Samples.Bytes(N, 1);
        var random = new RandomStream(1);

        void Run()
        {
            Dot.Of(a, b);
            Dot.Of(ad, ad);
            Dot.Of(bytes, bytes);
            Sum.Of(a);
            Axpy.Add(0.5f, a, c);
            Scale.By(0.5f, c);
            Elementary.Exp(a, c);
            Elementary.Log(ad, cd);
            Elementary.Tanh(a, c);
            Gemm.Multiply(N, N, N, a, b, c);
            Gemm.MultiplyTransposed(N, N, N, ad, ad, cd);
            Array.Clear(c);
            Syrk.AddGram(a, N, N, c);
            for (var i = 0; i < N; i++)
                c[i * N + i] += N;
            Assert.True(Cholesky.TryFactor(c, N));
            Cholesky.Solve(c, N, b.AsSpan(0, N));
            random.NextGaussian();
            random.Shuffle<float>(a);
        }

        Run();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Run();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
