using Kirana.Numerics.Kernels;

namespace Kirana.Recommend.Streaming;

/// <summary>How often each item, or department, was taken since the training beside how often the trained scores let one expect.</summary>
/// <remarks>With n taken, e expected and a prior of a, the mean rate n/e of a Poisson count under a gamma prior of shape and rate a is (n + a)/(e + a) (Efron and Morris, "Stein's estimation rule", JASA 68, 1973,
/// in the Poisson form of Clayton and Kaldor, Biometrics 43, 1987, §2); its logarithm is 0 for what goes as expected. Both sums are whole multiples of 2⁻³², so their order
/// changes nothing. One writer; readers never wait.</remarks>
/// <param name="count">The number of items.</param>
/// <param name="prior">a.</param>
internal sealed class Outcomes(int count, double prior)
{
    private const int FractionBits = 32;

    private readonly long[] _taken = new long[count];
    private readonly long[] _expected = new long[count];
    private readonly float[] _went = new float[count];

    /// <summary>log((n + a)/(e + a)) of each.</summary>
    public ReadOnlySpan<float> Went => _went;

    /// <summary>Notes what was expected of an item and what came.</summary>
    public void Add(int item, double taken, double expected)
    {
        _taken[item] += Fixed(taken);
        _expected[item] += Fixed(expected);
        Volatile.Write(ref _went[item], (float)(Elementary.Log(Number(_taken[item]) + prior) - Elementary.Log(Number(_expected[item]) + prior)));
    }

    private static long Fixed(double value) => (long)Math.Round(Math.ScaleB(value, FractionBits));

    private static double Number(long value) => Math.ScaleB(value, -FractionBits);
}
