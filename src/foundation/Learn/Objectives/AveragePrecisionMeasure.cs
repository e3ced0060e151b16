namespace Kirana.Learn.Objectives;

/// <summary>Average precision: the mean, over the relevant rows, of the share of relevant rows at or above them. Relevance above 0 is
/// relevant; rows from the cutoff on count as not found.</summary>
internal sealed class AveragePrecisionMeasure(int cutoff) : RankingMeasure(cutoff)
{
    private bool[] _relevant = [];
    private int[] _hits = [];
    private double[] _reciprocals = [];
    private int _most;

    public override double Value
    {
        get
        {
            var sum = 0.0;
            for (var rank = 0; rank < _relevant.Length; rank++)
                sum += _relevant[rank] ? Precision(rank, _hits[rank]) : 0;
            return HasRelevant ? sum / _most : 1;
        }
    }

    public override bool HasRelevant => _most > 0;

    public override void Begin(ReadOnlySpan<float> ranked)
    {
        (_relevant, _hits, _reciprocals) = (new bool[ranked.Length], new int[ranked.Length], new double[ranked.Length]);
        var (hits, sum) = (0, 0.0);
        for (var rank = 0; rank < ranked.Length; rank++)
        {
            _relevant[rank] = ranked[rank] > 0;
            hits += _relevant[rank] ? 1 : 0;
            sum += _relevant[rank] ? Precision(rank, 1) : 0;
            (_hits[rank], _reciprocals[rank]) = (hits, sum);
        }

        _most = Math.Min(hits, Cutoff);
    }

    public override double Change(int first, int second)
    {
        if (_relevant[first] == _relevant[second])
            return 0;
        // One relevant row leaves or takes the better rank; each relevant row between them has one less, or more, above it.
        var between = _reciprocals[second - 1] - _reciprocals[first];
        var better = Precision(first, _relevant[first] ? _hits[first] : _hits[first] + 1);
        return (better + between - Precision(second, _hits[second])) / _most;
    }

    private double Precision(int rank, int hits) => rank < Cutoff ? hits / (rank + 1.0) : 0;
}
