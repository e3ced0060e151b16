using Kirana.Learn.Resampling;

namespace Kirana.Learn.Diagnosis;

/// <summary>How well one feature alone predicts the target on held-out rows.</summary>
/// <remarks>A tree of one level: the values fall into at most <see cref="MostBins"/> parts of like weight, the rarer categories into one and gaps into another, and
/// a held-out row is given the mean target of its part in the other folds, drawn towards the mean of all by one row. All rows of one part and one fold
/// share an answer, so scores take O(n).</remarks>
internal sealed class LonePredictor
{
    private const int MostBins = 32;
    private const int FoldCount = 5;

    private readonly ExaminedTarget _target;
    private readonly int[] _rows;
    private readonly int[] _foldOf;

    /// <param name="target">The target.</param>
    /// <param name="seed">The seed of the folds.</param>
    public LonePredictor(ExaminedTarget target, ulong seed)
    {
        _target = target;
        var count = Math.Max(target.Classes.Length, target.Numbers.Length);
        _rows = [.. Enumerable.Range(0, count).Where(row => target.Classes.Length > 0 ? target.Classes[row] >= 0 : !double.IsNaN(target.Numbers[row]))];
        _foldOf = new int[count];
        if (_rows.Length < 2)
            return;
        var folds = Folds.Stratified(Array.ConvertAll(_rows, row => target.Classes.Length > 0 ? target.Classes[row] : 0), Math.Min(FoldCount, _rows.Length), seed);
        for (var fold = 0; fold < folds.Count; fold++)
            foreach (var held in folds[fold].Held)
                _foldOf[_rows[held]] = fold;
    }

    /// <summary>For classes the area under the ROC curve, for a number R²; NaN where the rows do not tell.</summary>
    public double Score(ExaminedColumn column)
    {
        if (_rows.Length < 2)
            return double.NaN;
        var (partOf, parts) = Parts(column);
        if (_target.Classes.Length == 0)
            return RSquared(partOf, parts);
        var (sum, weight) = (0.0, 0.0);
        for (var own = _target.Labels.Length == 2 ? 1 : 0; own < _target.Labels.Length; own++)
            if (Area(partOf, parts, own) is var (area, positive) && !double.IsNaN(area))
                (sum, weight) = (sum + positive * area, weight + positive);
        return weight > 0 ? sum / weight : double.NaN;
    }

    /// <summary>How surely an area is not chance: its distance from ½ in standard deviations of two classes that the feature does not part.</summary>
    public double Certainty(double area)
    {
        var least = _target.Labels.Length == 0 ? 0 : Enumerable.Range(0, _target.Labels.Length).Min(own => _target.Classes.AsSpan().Count(own));
        double positive = least, negative = _rows.Length - least;
        return (area - 0.5) / Math.Sqrt((positive + negative + 1) / (12 * positive * negative));
    }

    public int Rows => _rows.Length;

    private (int[] PartOf, int Parts) Parts(ExaminedColumn column)
    {
        var counts = new int[column.Distinct];
        foreach (var cell in column.Cells)
            if (cell >= 0)
                counts[cell]++;
        var partOfCell = column.IsNumber ? Cut(counts, column.Present) : Frequent(counts);
        // The last part is that of the gaps.
        return (Array.ConvertAll(column.Cells, cell => cell < 0 ? MostBins : partOfCell[cell]), MostBins + 1);
    }

    private static int[] Cut(int[] counts, int present)
    {
        if (counts.Length <= MostBins)
            return [.. Enumerable.Range(0, counts.Length)];
        var (parts, below) = (new int[counts.Length], 0L);
        for (var cell = 0; cell < counts.Length; below += counts[cell++])
            parts[cell] = (int)(below * MostBins / present);
        return parts;
    }

    private static int[] Frequent(int[] counts)
    {
        var parts = new int[counts.Length];
        Array.Fill(parts, MostBins - 1);
        var own = 0;
        foreach (var cell in Enumerable.Range(0, counts.Length).OrderByDescending(cell => counts[cell]).Take(MostBins - (counts.Length > MostBins ? 1 : 0)))
            parts[cell] = own++;
        return parts;
    }

    private (double Area, double Positive) Area(int[] partOf, int parts, int positive)
    {
        var (sums, counts) = Sums(partOf, parts, row => _target.Classes[row] == positive ? 1 : 0);
        var scores = Scores(sums, counts, parts);
        var (hits, misses) = (new double[scores.Length], new double[scores.Length]);
        for (var i = 0; i < scores.Length; i++)
            (hits[i], misses[i]) = (sums[i], counts[i] - sums[i]);
        int[] order = [.. Enumerable.Range(0, scores.Length).Where(i => counts[i] > 0).OrderBy(i => scores[i])];
        var (below, area) = (0.0, 0.0);
        for (int start = 0, end; start < order.Length; start = end)
        {
            var (own, other) = (0.0, 0.0);
            for (end = start; end < order.Length && scores[order[end]] == scores[order[start]]; end++)
                (own, other) = (own + hits[order[end]], other + misses[order[end]]);
            area += own * (below + other / 2);
            below += other;
        }

        var total = hits.Sum();
        return (area / total / below, total);
    }

    private double RSquared(int[] partOf, int parts)
    {
        var (sums, counts) = Sums(partOf, parts, row => _target.Numbers[row]);
        var scores = Scores(sums, counts, parts);
        var (mean, error, variance) = (sums.Sum() / _rows.Length, 0.0, 0.0);
        foreach (var row in _rows)
        {
            var answer = scores[partOf[row] * FoldCount + _foldOf[row]];
            error += (_target.Numbers[row] - answer) * (_target.Numbers[row] - answer);
            variance += (_target.Numbers[row] - mean) * (_target.Numbers[row] - mean);
        }

        return variance > 0 ? 1 - error / variance : double.NaN;
    }

    /// <summary>The sum of targets and the rows of each part in each fold (parts × folds).</summary>
    private (double[] Sums, double[] Counts) Sums(int[] partOf, int parts, Func<int, double> target)
    {
        var (sums, counts) = (new double[parts * FoldCount], new double[parts * FoldCount]);
        foreach (var row in _rows)
        {
            sums[partOf[row] * FoldCount + _foldOf[row]] += target(row);
            counts[partOf[row] * FoldCount + _foldOf[row]]++;
        }

        return (sums, counts);
    }

    /// <summary>What a row of each part is given in each fold, by the rows of the other folds.</summary>
    private static double[] Scores(double[] sums, double[] counts, int parts)
    {
        var scores = new double[sums.Length];
        for (var fold = 0; fold < FoldCount; fold++)
        {
            var (sum, count) = (0.0, 0.0);
            for (var i = 0; i < sums.Length; i++)
                if (i % FoldCount != fold)
                    (sum, count) = (sum + sums[i], count + counts[i]);
            var mean = count > 0 ? sum / count : 0;
            for (var part = 0; part < parts; part++)
            {
                var (own, rows) = (mean, 1.0);
                for (var other = 0; other < FoldCount; other++)
                    if (other != fold)
                        (own, rows) = (own + sums[part * FoldCount + other], rows + counts[part * FoldCount + other]);
                scores[part * FoldCount + fold] = own / rows;
            }
        }

        return scores;
    }
}
