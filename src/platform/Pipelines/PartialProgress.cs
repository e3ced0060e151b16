using Kirana.Data.Fitting;

namespace Kirana.Pipelines;

/// <summary>Tells of work in equal parts as of one: each part's own progress becomes its share of the whole, which never goes back.</summary>
/// <param name="whole">Told of the whole; nothing if <see langword="null"/>.</param>
/// <param name="parts">How many parts there are.</param>
internal sealed class PartialProgress(IProgress<FitProgress>? whole, int parts)
{
    // Thousandths of a part are finer than any bar.
    private const long Units = 1000;

    private readonly Lock _gate = new();
    private long _told;
    private int _begun;

    /// <summary>Begins the next part.</summary>
    /// <param name="name">What it does, in a few words.</param>
    /// <param name="context">The context of the whole work.</param>
    /// <returns>The context of the part.</returns>
    public FitContext Next(string name, FitContext context)
    {
        var before = Units * Math.Min(_begun++, parts - 1);
        Tell(name, before);
        return context with { Progress = whole is null ? null : new Part(this, name, before) };
    }

    private void Tell(string name, long done)
    {
        lock (_gate)
        {
            _told = Math.Max(_told, done);
            whole?.Report(new FitProgress(name, _told, Units * parts));
        }
    }

    private sealed class Part(PartialProgress owner, string name, long before) : IProgress<FitProgress>
    {
        public void Report(FitProgress value) => owner.Tell(name, before + (value.Total > 0 ? Units * value.Done / value.Total : 0));
    }
}
