namespace Kirana.Learn.Objectives;

/// <summary>How good the order of one group is, from 0 to 1, and what exchanging two of its rows would change.</summary>
/// <param name="cutoff">The ranks that count.</param>
internal abstract class RankingMeasure(int cutoff)
{
    protected int Cutoff => cutoff;

    /// <summary>The measure; 1 where no row is relevant.</summary>
    public abstract double Value { get; }

    /// <summary>Whether any row is relevant, so that orders differ.</summary>
    public abstract bool HasRelevant { get; }

    /// <summary>Begins a group.</summary>
    /// <param name="ranked">The relevances, best rank first.</param>
    public abstract void Begin(ReadOnlySpan<float> ranked);

    /// <summary>By how much the measure changes when two rows of different relevance change places, from 0 up.</summary>
    /// <param name="first">The better rank, from 0, below the cutoff.</param>
    /// <param name="second">The worse rank.</param>
    public abstract double Change(int first, int second);
}
