using Kirana.Numerics.Kernels;
using Kirana.Numerics.LinearAlgebra;

namespace Kirana.Recommend.Streaming;

/// <summary>The sums of a linear layer: gradients and information of requests, newer ones counting more.</summary>
/// <remarks>
/// <para>Forward decay (Cormode, Shkapenyuk, Srivastava and Xu, "Forward decay: a practical time decay model for streaming systems", ICDE 2009, §III): a term of time t is added times
/// 2^((t − L)/half-life) for a fixed landmark L, and all sums are divided by one factor when they are asked.</para>
/// <para>Terms are rounded once to whole multiples of 2⁻⁴⁸, so that any order of terms gives the same bits and one taken out leaves no trace. A term of more than 40 half-lives after the landmark
/// counts like one of then.</para>
/// </remarks>
internal sealed class LayerSums
{
    private const int FractionBits = 48;
    private const double MostHalfLives = 40;

    private readonly int _features;
    private readonly double _halfLife;
    private readonly long _landmark;
    private readonly Int128[] _sums;

    /// <summary>Starts at 0.</summary>
    /// <param name="features">d.</param>
    /// <param name="halfLife">When a term counts half.</param>
    /// <param name="landmark">L, UTC microseconds.</param>
    public LayerSums(int features, TimeSpan halfLife, long landmark)
    {
        (_features, _halfLife, _landmark) = (features, halfLife.TotalMicroseconds, landmark);
        _sums = new Int128[LengthOf(features)];
    }

    /// <summary>The numbers of a term: d of g, then the lower triangle of H row by row.</summary>
    public static int LengthOf(int features) => features + features * (features + 1) / 2;

    /// <summary>Adds a term.</summary>
    /// <param name="term">g and H.</param>
    /// <param name="time">UTC microseconds.</param>
    public void Add(ReadOnlySpan<double> term, long time) => Change(term, time, 1);

    /// <summary>Takes out a term that was added.</summary>
    /// <param name="term">As it was added.</param>
    /// <param name="time">As it was added.</param>
    public void Remove(ReadOnlySpan<double> term, long time) => Change(term, time, -1);

    /// <summary>w = (λI + H)⁻¹ g at a moment.</summary>
    /// <param name="priorStrength">λ.</param>
    /// <param name="time">UTC microseconds.</param>
    public double[] Solve(double priorStrength, long time)
    {
        var (weights, information) = (new double[_features], new double[_features * _features]);
        var unit = Math.ScaleB(1 / Growth(time), -FractionBits);
        for (var row = 0; row < _features; row++)
        {
            weights[row] = unit * (double)_sums[row];
            for (var column = 0; column <= row; column++)
                information[row * _features + column] = unit * (double)_sums[_features + row * (row + 1) / 2 + column] + (row == column ? priorStrength : 0);
        }

        if (!Cholesky.TryFactor(information, _features))
            return new double[_features];
        Cholesky.Solve(information, _features, weights);
        return weights;
    }

    private void Change(ReadOnlySpan<double> term, long time, int sign)
    {
        var growth = Math.ScaleB(Growth(time), FractionBits);
        for (var i = 0; i < _sums.Length; i++)
            _sums[i] += sign * (Int128)Math.Round(term[i] * growth);
    }

    private double Growth(long time)
    {
        var halfLives = Math.Min(MostHalfLives, ((double)time - _landmark) / _halfLife);
        var whole = Math.Floor(halfLives);
        return whole < -2 * FractionBits ? 0 : Math.ScaleB(Elementary.Exp((halfLives - whole) * Elementary.Log(2.0)), (int)whole);
    }
}
