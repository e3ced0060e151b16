using Kirana.Data.Feedback;
using Kirana.Data.ModelFiles;
using Kirana.Numerics.Kernels;

namespace Kirana.Recommend.Popularity;

/// <summary>What is popular lately, event by event: the counts of <see cref="RecencyPopular"/> without a training. An event is O(1), and can be taken
/// out again.</summary>
/// <remarks>
/// <para>Forward decay (Cormode, Shkapenyuk, Srivastava and Xu, "Forward decay: a practical time decay model for streaming systems", ICDE 2009, §III): an event
/// of weight w at time t adds w·e^(λ(t − L)) for a fixed landmark L. All later scores are these sums divided by e^(λ(now − L)), one factor for all
/// items, so the order needs no clock.</para>
/// <para>We differ in the numbers: a contribution is rounded once to a whole multiple of 2⁻⁸⁰ and sums are whole numbers. So the state says what the same events
/// counted at once say, bit for bit and in whatever order they came, and to take an event out leaves no trace of it. An event older than 80 half-lives before
/// the landmark counts nothing.</para>
/// <para>One writer at a time; readers never wait and allocate nothing. Unlike fitted models it changes while it is read: each score is that before or after an event.</para>
/// </remarks>
public sealed class PopularityStream : IRecommender
{
    /// <summary>The greatest weight of an event.</summary>
    public const float MostWeight = 1 << 20;

    private const int FractionBits = 80;
    private readonly string _options;
    private readonly double _halfLife;
    private readonly long _landmark;
    private readonly Int128[] _sums;
    private readonly float[] _scores;

    /// <summary>Starts without an event.</summary>
    /// <param name="learner">How fast events age. Whether a user counts once is for the caller to see to, by <see cref="Remove"/>.</param>
    /// <param name="items">The items.</param>
    /// <param name="landmark">L in UTC microseconds: best the moment of the newest event known. An event then has the score of its weight. Of one more than a
    /// half-life later that half-life counts, so that a clock that runs ahead makes nothing popular for ever.</param>
    /// <exception cref="ArgumentException">The half-life is not longer than zero.</exception>
    public PopularityStream(RecencyPopular learner, IdMap items, long landmark)
    {
        ArgumentNullException.ThrowIfNull(learner);
        ArgumentNullException.ThrowIfNull(items);
        learner.Check();
        (Kind, Items, _options, _halfLife, _landmark) = (learner.Name, items, learner.Options, learner.HalfLife.TotalMicroseconds, landmark);
        (_sums, _scores) = (new Int128[items.Count], new float[items.Count]);
        Array.Fill(_scores, float.NegativeInfinity);
    }

    /// <inheritdoc/>
    public string Kind { get; }

    /// <inheritdoc/>
    public IdMap Items { get; }

    /// <summary>Takes an event.</summary>
    /// <param name="item">The item's index.</param>
    /// <param name="weight">How much it says, positive, at most <see cref="MostWeight"/>.</param>
    /// <param name="time">UTC microseconds.</param>
    /// <exception cref="ArgumentOutOfRangeException">The weight is out of its range.</exception>
    public void Add(int item, float weight, long time) => Set(item, _sums[item] + Contribution(weight, time));

    /// <summary>Takes an event out that was added before.</summary>
    /// <param name="item">The item's index.</param>
    /// <param name="weight">As it was added.</param>
    /// <param name="time">As it was added.</param>
    /// <exception cref="ArgumentOutOfRangeException">The weight is out of its range.</exception>
    public void Remove(int item, float weight, long time) => Set(item, _sums[item] - Contribution(weight, time));

    /// <inheritdoc/>
    public void Score(Shopper shopper, Span<float> scores)
    {
        Scores.RequireOnePlaceEach(Items, scores);
        _scores.CopyTo(scores);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Reason> Explain(Shopper shopper, int item) => _scores[item] is var score and > 0 ? [new Reason("trending", -1, score)] : [];

    /// <inheritdoc/>
    /// <remarks>A model of <see cref="RecencyPopular"/> with the scores of the moment.</remarks>
    public void Save(ModelWriter writer) => new PopularityModel(Kind, "trending", Items, [.. _scores], _options).Save(writer);

    private void Set(int item, Int128 sum)
    {
        _sums[item] = sum;
        Volatile.Write(ref _scores[item], sum == 0 ? float.NegativeInfinity : (float)Math.ScaleB((double)sum, -FractionBits));
    }

    private Int128 Contribution(float weight, long time)
    {
        if (!(weight > 0) || weight > MostWeight)
            throw new ArgumentOutOfRangeException(nameof(weight), weight, $"A weight is positive and at most {MostWeight:0}.");
        var halfLives = Math.Min(1, ((double)time - _landmark) / _halfLife);
        var whole = Math.Floor(halfLives);
        // Powers of two are exact, so that only the part below one half-life is rounded, and then the whole.
        var value = weight * Elementary.Exp((halfLives - whole) * Elementary.Log(2.0));
        return whole < -2 * FractionBits ? 0 : (Int128)Math.Round(Math.ScaleB(value, FractionBits + (int)whole));
    }
}
