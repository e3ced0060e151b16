using Kirana.Data.Fitting;
using Kirana.Numerics.Kernels;
using Kirana.Numerics.Random;
using Kirana.Numerics.Threading;

namespace Kirana.Recommend.Search;

/// <summary>One build of an index.</summary>
internal sealed class IndexBuild
{
    private const int BlockRows = 4096;
    private const ulong QueryStream = 0x5EA2C2;

    private readonly ReadOnlyMemory<float> _vectors;
    private readonly int _width;
    private readonly int _rows;
    private readonly VectorIndexOptions _options;
    private readonly FitContext _context;

    public IndexBuild(ReadOnlyMemory<float> vectors, int dimensions, VectorIndexOptions options, FitContext context)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(dimensions, ByteTiles.Widest);
        if (vectors.Length % dimensions != 0)
            throw new ArgumentException($"{vectors.Length} numbers are not a whole number of vectors of {dimensions}.", nameof(vectors));
        options.Validate(dimensions);
        (_width, _rows, _options, _context) = (dimensions, vectors.Length / dimensions, options, context);
        _vectors = Checked(vectors, nameof(vectors));
    }

    /// <summary>Builds it.</summary>
    public (Snapshot Snapshot, IndexFacts Facts) Run()
    {
        var (snapshot, recall) = _rows <= _options.ScanLimit || _options.TargetRecall >= 1 ? (Blocked(), 1) : Parted();
        return (snapshot, new IndexFacts(_width, _options.Similarity, recall, _options.ScanLimit, _rows, snapshot.MeanSquaredDistance));
    }

    /// <summary>Lists of consecutive rows.</summary>
    private Snapshot Blocked()
    {
        var lists = new VectorList[(_rows + VectorIndex.RowsPerBlock - 1) / VectorIndex.RowsPerBlock];
        Blocks.Run(_rows, VectorIndex.RowsPerBlock, _context.Threads, _context.Cancellation, (block, start, end) =>
            lists[block] = VectorList.Of(_vectors.Span, _width, [.. Enumerable.Range(start, end - start)], handles: [], center: []));
        return new Snapshot(lists, centers: null, reach: 0);
    }

    /// <summary>Lists around centres, and the recall that they have; blocks where a scan is better.</summary>
    private (Snapshot Snapshot, double Recall) Parted()
    {
        var wanted = _options.Lists > 0 ? _options.Lists : (int)Math.Round(2 * Math.Sqrt(_rows));
        var clusters = new ListClusters(_vectors, _width, _context);
        var centers = clusters.Fit(Math.Min(wanted, _rows), _options.Rounds);
        var members = Members(clusters.Assign(centers), centers.Count);
        var lists = new VectorList[centers.Count];
        Blocks.Run(lists.Length, 16, _context.Threads, _context.Cancellation, (_, start, end) =>
        {
            for (var list = start; list < end; list++)
                lists[list] = VectorList.Of(_vectors.Span, _width, members[list], handles: [], centers.Of(list));
        });

        var fit = new ReachFit(new Snapshot(lists, centers, reach: 0), Queries(), _width, _options, _context);
        return fit.Find() is { } reach ? (new Snapshot(lists, centers, reach), fit.Recall) : (Blocked(), 1);
    }

    /// <summary>The rows of each list, ascending.</summary>
    private static int[][] Members(int[] nearest, int lists)
    {
        var counts = new int[lists];
        foreach (var list in nearest)
            counts[list]++;
        var members = Array.ConvertAll(counts, count => new int[count]);
        Array.Clear(counts);
        for (var row = 0; row < nearest.Length; row++)
            members[nearest[row]][counts[nearest[row]]++] = row;
        return members;
    }

    /// <summary>Some of the queries that were given, or else of the vectors.</summary>
    private float[] Queries()
    {
        var from = _options.Queries.IsEmpty ? _vectors : Checked(_options.Queries, nameof(VectorIndexOptions.Queries));
        var rows = new int[from.Length / _width];
        for (var row = 0; row < rows.Length; row++)
            rows[row] = row;
        var random = new RandomStream(_context.Seed, QueryStream);
        random.Shuffle(rows.AsSpan());
        var queries = new float[Math.Min(rows.Length, _options.MostQueries) * _width];
        for (var query = 0; query < queries.Length / _width; query++)
            from.Span.Slice(rows[query] * _width, _width).CopyTo(queries.AsSpan(query * _width));
        return queries;
    }

    /// <summary>Refuses vectors that are not finite and, for cosines, makes the length of each 1.</summary>
    private ReadOnlyMemory<float> Checked(ReadOnlyMemory<float> vectors, string name)
    {
        var unit = _options.Similarity is Similarity.Cosine ? vectors.ToArray() : null;
        Blocks.Run(vectors.Length / _width, BlockRows, _context.Threads, _context.Cancellation, (_, start, end) =>
        {
            for (var row = start; row < end; row++)
            {
                if (!Vectors.IsUsable(vectors.Span.Slice(row * _width, _width)))
                    throw new ArgumentException($"Vector {row} is not finite or not shorter than {RoughVector.LongestVector:e0}.", name);
                if (unit is not null)
                    Vectors.Normalize(unit.AsSpan(row * _width, _width));
            }
        });
        return unit ?? vectors;
    }
}
