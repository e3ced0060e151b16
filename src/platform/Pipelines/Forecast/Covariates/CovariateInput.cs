using Kirana.Data.Lines;

namespace Kirana.Pipelines.Forecast.Covariates;

/// <summary>Files of covariates beside a file of series: a column <c>time</c>, a column <c>series</c> where values differ by series, and a column of numbers
/// for each covariate.</summary>
public sealed record CovariateInput
{
    /// <summary>The files, at least one; no covariate is in two of them.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>Opens a file of a format that this room does not know, such as Parquet; <see langword="null"/> for one that it does. None by default.</summary>
    public Func<string, ILineReader?>? Open { get; init; }

    /// <summary>The covariates that are known ahead.</summary>
    public IReadOnlyList<string> Known { get; init; } = [];

    /// <summary>Those that are known after the fact only.</summary>
    public IReadOnlyList<string> Past { get; init; } = [];

    /// <summary>Those that are one value of a series for all times; a file of nothing else needs no times.</summary>
    public IReadOnlyList<string> Static { get; init; } = [];

    /// <summary>What makes two inputs the same: the files' names, lengths and times of change, and what was said of the columns.</summary>
    internal string Identity => string.Join('|', Files.Select(path => new FileInfo(path)).Select(file => file.Exists ? $"{file.FullName}|{file.Length}|{file.LastWriteTimeUtc:O}" : file.FullName)
        .Concat([string.Join(',', Known), string.Join(',', Past), string.Join(',', Static)]));
}
