using Kirana.Numerics.Random;

namespace Kirana.Learn.Searching;

/// <summary>What a method of search sees: the shape of the space, chance, and the loss of a point.</summary>
/// <param name="levels">The number of values of each dimension; 0 for any number between two ends.</param>
/// <param name="areChoices">Whether the values of each dimension have no order.</param>
/// <param name="count">How many trials there may be.</param>
/// <param name="random">Chance.</param>
/// <param name="leastShare">The least share of the resource.</param>
/// <param name="loss">The loss of a point with a share of the resource, which is noted; infinite where the learner fails.</param>
internal sealed class SearchTrials(int[] levels, bool[] areChoices, int count, RandomStream random, double leastShare, Func<double[], double, double> loss)
{
    private RandomStream _random = random;

    public int Dimensions => levels.Length;

    public int[] Levels => levels;

    public bool[] AreChoices => areChoices;

    /// <summary>How many trials may still be made.</summary>
    public int Left { get; private set; } = count;

    /// <summary>Chance; a value that goes on with each draw, so that it must not be copied.</summary>
    public ref RandomStream Random => ref _random;

    public double LeastShare => leastShare;

    /// <summary>Tries a point; the least is best.</summary>
    public double Loss(double[] point, double share = 1)
    {
        Left--;
        return loss(point, share);
    }

    /// <summary>A point that any other is as likely as.</summary>
    public double[] Anywhere()
    {
        var point = new double[levels.Length];
        foreach (ref var u in point.AsSpan())
            u = _random.NextDouble();
        return Snapped(point);
    }

    /// <summary>The same point with values between two of a list moved to the middle of theirs, so that equal learners are equal points.</summary>
    public double[] Snapped(double[] point)
    {
        for (var d = 0; d < point.Length; d++)
            if (levels[d] > 0)
                point[d] = (Math.Min(levels[d] - 1, (int)(point[d] * levels[d])) + 0.5) / levels[d];
        return point;
    }
}
