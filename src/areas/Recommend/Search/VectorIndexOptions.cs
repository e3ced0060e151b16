namespace Kirana.Recommend.Search;

/// <summary>How a <see cref="VectorIndex"/> is built. Every property has a working default.</summary>
public sealed record VectorIndexOptions
{
    /// <summary>How alike two vectors are; the inner product by default.</summary>
    public Similarity Similarity { get; init; } = Similarity.InnerProduct;

    /// <summary>The share of the true best items that a search must find on average, 0.5 to 1; 0.99 by default. 1 always scans.</summary>
    public double TargetRecall { get; init; } = 0.99;

    /// <summary>How many best items <see cref="TargetRecall"/> speaks of, at least 1; 500 by default.</summary>
    public int TargetCount { get; init; } = 500;

    /// <summary>Up to so many vectors every one is looked at, and results are exact; 20,000 by default, 0 or more.</summary>
    public int ScanLimit { get; init; } = 20_000;

    /// <summary>How many lists the vectors are parted into above <see cref="ScanLimit"/>, 1 to 65,536; 0, the default, for twice the square
    /// root of the number of vectors.</summary>
    public int Lists { get; init; }

    /// <summary>Rounds of clustering, 1 to 100; 10 by default.</summary>
    public int Rounds { get; init; } = 10;

    /// <summary>Queries such as will be asked (queries × dimensions), row by row, by which the search is fitted; empty, the default, to ask for
    /// the vectors' own neighbours.</summary>
    /// <remarks>Vectors of shoppers lie elsewhere than vectors of items: where such are asked for, give some hundred of them, or the
    /// recall is not the one that was aimed at.</remarks>
    public ReadOnlyMemory<float> Queries { get; init; }

    /// <summary>How many queries the search is fitted by at most, 1 to 100,000; 512 by default.</summary>
    public int MostQueries { get; init; } = 512;

    internal void Validate(int dimensions)
    {
        Require(Enum.IsDefined(Similarity), nameof(Similarity), Similarity, "a known similarity");
        Require(TargetRecall is >= 0.5 and <= 1, nameof(TargetRecall), TargetRecall, "0.5 to 1");
        Require(TargetCount >= 1, nameof(TargetCount), TargetCount, "at least 1");
        Require(ScanLimit >= 0, nameof(ScanLimit), ScanLimit, "at least 0");
        Require(Lists is >= 0 and <= 65_536, nameof(Lists), Lists, "0 to 65,536");
        Require(Rounds is >= 1 and <= 100, nameof(Rounds), Rounds, "1 to 100");
        Require(MostQueries is >= 1 and <= 100_000, nameof(MostQueries), MostQueries, "1 to 100,000");
        Require(Queries.Length % dimensions == 0, nameof(Queries), Queries.Length, $"a multiple of the {dimensions} dimensions");
    }

    private static void Require(bool holds, string option, object found, string expected)
    {
        if (!holds)
            throw new ArgumentException($"{option} must be {expected}, got {found}.", option);
    }
}
