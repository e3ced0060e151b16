using Kirana.Data.Tables;

namespace Kirana.Data.Fitting;

/// <summary>Everything a fit needs besides data and options: seed, threads, cancellation, progress and clock.</summary>
/// <remarks>Same options, data, seed and build give the same model bytes whatever <see cref="Threads"/> is.</remarks>
public sealed record FitContext
{
    /// <summary>A context with every default: seed 1, all processors, no progress, never cancelled.</summary>
    public static FitContext Default { get; } = new();

    /// <summary>The seed of every random stream; 1 by default.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The most threads to use, at least 1; the number of processors by default.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Checked at every epoch, tree, sweep or block of series; cancelling throws <see cref="OperationCanceledException"/>.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>Told how far the work is; <see langword="null"/> by default. May be called from any thread.</summary>
    public IProgress<FitProgress>? Progress { get; init; }

    /// <summary>The clock for anything that measures time; the system's by default.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Rows that are only looked at to judge a fit while it goes on, with the roles of the training data;
    /// <see langword="null"/>, the default, if there are none.</summary>
    public TabularData? Validation { get; init; }
}
