using System.Diagnostics;
using Kirana.Numerics.Kernels;
using Kirana.Numerics.LinearAlgebra;

namespace Kirana.Bench.Micro.Kernels;

/// <summary>Rates of the kernels at every register width, by the best of many short runs: a look, not a measurement for the record.</summary>
internal static class QuickTable
{
    private static readonly SimdWidth[] Widths = [SimdWidth.Bits512, SimdWidth.Bits256, SimdWidth.Bits128, SimdWidth.Scalar];

    public static void Print(TextWriter output)
    {
        output.WriteLine($"widest here: {Simd.Width}; GFLOP/s of XᵀX count n·w·(w + 1), those of Cholesky n³/3");
        foreach (var width in Widths)
        {
            PrintGemm(output, width, 512);
            PrintSyrk(output, width, 30, 64);
            PrintSyrk(output, width, 4000, 64);
            PrintSyrk(output, width, 2000, 256);
            PrintCholesky(output, width, 64);
            PrintCholesky(output, width, 512);
            PrintDot(output, width, 64);
        }
    }

    private static void PrintGemm(TextWriter output, SimdWidth width, int n)
    {
        var (a, b, c) = (Inputs.Vector<float>(n * n), Inputs.Vector<float>(n * n, 1), new float[n * n]);
        var (aDouble, bDouble, cDouble) = (Inputs.Vector<double>(n * n), Inputs.Vector<double>(n * n, 1), new double[n * n]);
        var single = Best(() => Gemm.Multiply<float>(width, n, n, n, a, b, c));
        var transposed = Best(() => Gemm.MultiplyTransposed<float>(width, n, n, n, a, b, c));
        var full = Best(() => Gemm.Multiply<double>(width, n, n, n, aDouble, bDouble, cDouble));
        var work = 2e-9 * n * n * n;
        output.WriteLine($"{width,-8} gemm {n}³: {work / single:F1} GFLOP/s, transposed {work / transposed:F1}, double {work / full:F1}");
    }

    private static void PrintSyrk(TextWriter output, SimdWidth simd, int count, int width)
    {
        var (rows, gram) = (Inputs.Vector<float>(count * width), new float[width * width]);
        var (rowsDouble, gramDouble) = (Inputs.Vector<double>(count * width), new double[width * width]);
        var single = Best(() => Syrk.AddGram<float>(simd, rows, count, width, gram));
        var full = Best(() => Syrk.AddGram<double>(simd, rowsDouble, count, width, gramDouble));
        var work = 1e-9 * count * width * (width + 1);
        output.WriteLine($"{simd,-8} syrk {count} × {width}: {work / single:F1} GFLOP/s ({single * 1e6:F2} µs), double {work / full:F1}");
    }

    private static void PrintCholesky(TextWriter output, SimdWidth width, int n)
    {
        var matrix = Inputs.PositiveDefinite(n);
        var (factor, b) = (new float[n * n], Inputs.Vector<float>(n));
        var seconds = Best(() =>
        {
            matrix.CopyTo(factor, 0);
            Cholesky.TryFactor<float>(width, factor, n);
        });
        var solve = Best(() => Cholesky.Solve<float>(width, factor, n, b));
        output.WriteLine($"{width,-8} cholesky {n}: {seconds * 1e6:F2} µs ({1e-9 / 3 * n * n * n / seconds:F1} GFLOP/s), solve {solve * 1e6:F2} µs");
    }

    private static void PrintDot(TextWriter output, SimdWidth width, int length)
    {
        const int Repeats = 1000;
        var (x, y) = (Inputs.Vector<float>(length), Inputs.Vector<float>(length, 1));
        var (xBytes, yBytes) = (Inputs.Bytes(length), Inputs.Bytes(length, 1));
        float sum = 0;
        var bytes = 0;
        var single = Best(() =>
        {
            for (var i = 0; i < Repeats; i++)
                sum += Dot.Of<float>(width, x, y);
        });
        var integer = Best(() =>
        {
            for (var i = 0; i < Repeats; i++)
                bytes += Dot.Of(width, xBytes, yBytes);
        });
        output.WriteLine($"{width,-8} dot of {length}: {single / Repeats * 1e9:F2} ns, of bytes {integer / Repeats * 1e9:F2} ns");
    }

    /// <summary>The fewest seconds of a run; the first half second lets the compiler finish its last tier.</summary>
    private static double Best(Action action)
    {
        var best = double.MaxValue;
        var begin = Stopwatch.GetTimestamp();
        for (var runs = 0; runs < 5 || Stopwatch.GetElapsedTime(begin).TotalSeconds < 0.8; runs++)
        {
            var start = Stopwatch.GetTimestamp();
            action();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return best;
    }
}
