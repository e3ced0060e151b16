using Kirana.Data.Fitting;

namespace Kirana.Recommend.Search;

/// <summary>Finds among many vectors those of the largest inner product or cosine with a query.</summary>
/// <remarks>
/// <para>Every vector is kept in float and as 8-bit integers with a scale of its own. A search multiplies the integers, keeps the vectors that the
/// bound of the rounding lets be among the best, and computes those exactly. So up to <see cref="VectorIndexOptions.ScanLimit"/>
/// vectors the result is that of computing all inner products. Above it the vectors stand in lists around centres (Jégou, Douze and
/// Schmid, "Product quantization for nearest neighbor search", PAMI 2011, §IV, without the products), and a search looks into the
/// lists that promise most, until no other promises enough. We differ in that no fixed number of lists is probed: how much a list
/// promises beyond its centre is fitted at build time, so that the mean recall of sample queries reaches the target. Where that
/// would look at most of the vectors, all are scanned.</para>
/// <para>Searches may run on any threads while the index is changed; each sees it as it was when the search began. Same vectors, options
/// and seed give the same index at any number of threads.</para>
/// </remarks>
public sealed partial class VectorIndex
{
    [ThreadStatic]
    private static SearchScratch? t_scratch;

    private readonly Lock _writing = new();
    private readonly Dictionary<int, (int List, int Row)> _places = [];
    private readonly IndexFacts _facts;
    private Snapshot _snapshot;

    private VectorIndex(Snapshot snapshot, IndexFacts facts)
    {
        (_snapshot, _facts) = (snapshot, facts);
        _places.EnsureCapacity(snapshot.Count);
        for (var list = 0; list < snapshot.Lists.Length; list++)
            for (var row = 0; row < snapshot.Lists[list].Count; row++)
                _places.Add(snapshot.Lists[list].Handles[row], (list, row));
    }

    /// <summary>The length of a vector.</summary>
    public int Dimensions => _facts.Dimensions;

    /// <summary>How alike two vectors are.</summary>
    public Similarity Similarity => _facts.Similarity;

    /// <summary>The number of vectors.</summary>
    public int Count => Volatile.Read(ref _snapshot).Count;

    /// <summary>Whether every vector is looked at, so that results are those of computing all similarities.</summary>
    public bool IsExact => Volatile.Read(ref _snapshot).Centers is null;

    /// <summary>The number of lists around centres; 0 where every vector is looked at.</summary>
    public int Lists => Volatile.Read(ref _snapshot).Centers?.Count ?? 0;

    /// <summary>The mean recall that sample queries had when the index was built; 1 where it is exact.</summary>
    public double MeasuredRecall => _facts.Recall;

    /// <summary>The mean squared distance of the vectors from their lists' centres, by that when the index was built; 1 where it is exact.</summary>
    /// <remarks>It grows as vectors come that are unlike those the centres were made for.</remarks>
    public double Drift
    {
        get
        {
            var snapshot = Volatile.Read(ref _snapshot);
            return snapshot.Centers is null || _facts.BuiltDistance <= 0 || snapshot.Count == 0 ? 1 : snapshot.MeanSquaredDistance / _facts.BuiltDistance;
        }
    }

    /// <summary>Whether the index has changed so much that it should be built anew: it has half or twice its vectors, grew beyond the
    /// limit of scanning, or <see cref="Drift"/> lies beyond 1.2. Until then results stay sound, but recall or speed may be lower.</summary>
    public bool ShouldRebuild
    {
        get
        {
            var snapshot = Volatile.Read(ref _snapshot);
            return snapshot.Centers is null
                ? snapshot.Count > Math.Max(_facts.ScanLimit, 2 * (long)_facts.BuiltCount)
                : snapshot.Count > 2 * (long)_facts.BuiltCount || snapshot.Count < _facts.BuiltCount / 2 || Drift > 1.2;
        }
    }

    /// <summary>Builds an index of vectors, whose handles are their rows.</summary>
    /// <param name="vectors">The vectors (rows × dimensions), row by row; copied. May be empty. Each shorter than 10¹⁸.</param>
    /// <param name="dimensions">The length of a vector, 1 to 65,536.</param>
    /// <param name="options">How to build it.</param>
    /// <param name="context">Seed, threads, cancellation and progress (<c>clusters</c>).</param>
    /// <exception cref="ArgumentException">An option lies outside its range, the numbers are no whole number of vectors, or one is not finite.</exception>
    /// <exception cref="OperationCanceledException">The fit was cancelled.</exception>
    public static VectorIndex Build(ReadOnlyMemory<float> vectors, int dimensions, VectorIndexOptions options, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        var (snapshot, facts) = new IndexBuild(vectors, dimensions, options, context).Run();
        return new VectorIndex(snapshot, facts);
    }

    /// <summary>Finds the best vectors for a query. Thread-safe; allocates nothing once the scratch has grown to the request.</summary>
    /// <param name="query">The query, as long as a vector and shorter than 10¹⁸.</param>
    /// <param name="count">How many to find, at least 1.</param>
    /// <param name="results">Takes them, best first; of equal scores the lower handle first. Room for at least <paramref name="count"/>.</param>
    /// <param name="allowed">The handles that may be found; <see langword="null"/>, the default, for all. Must not change meanwhile.</param>
    /// <param name="scratch">What to work in; <see langword="null"/>, the default, for one that each thread keeps.</param>
    /// <returns>How many were found: fewer than asked for only if no more vectors are allowed.</returns>
    /// <exception cref="ArgumentException">The query has another length or is not finite, or the results have too little room.</exception>
    public int Search(ReadOnlySpan<float> query, int count, Span<ScoredItem> results, HandleSet? allowed = null, SearchScratch? scratch = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        if (results.Length < count)
            throw new ArgumentException($"{count} results need as much room, got {results.Length}.", nameof(results));
        Vectors.Require(query, Dimensions, nameof(query));
        return (scratch ?? (t_scratch ??= new SearchScratch())).Search(
            Volatile.Read(ref _snapshot), query, Similarity is Similarity.Cosine, count, allowed, results);
    }
}
