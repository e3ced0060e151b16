using System.Globalization;
using Kirana.Data.Fitting;

namespace Kirana.Pipelines.Recommend;

/// <summary>The time that choosing settings may take. A trial that outlasts its part of it is cancelled, so that none can take all.</summary>
internal sealed class TuningBudget
{
    /// <summary>A trial may take so many times what it is expected to.</summary>
    private const double Patience = 4;

    /// <summary>Or this share of the budget: of a trial of milliseconds nobody knows how long it takes.</summary>
    private const double LeastShare = 0.01;

    private readonly TimeProvider _clock;
    private readonly long _start;
    private readonly double _seconds;
    private readonly List<string> _overran = [];

    /// <summary>Begins to count.</summary>
    /// <param name="clock">The clock.</param>
    /// <param name="budget">The time.</param>
    public TuningBudget(TimeProvider clock, TimeSpan budget)
    {
        (_clock, _seconds) = (clock, budget.TotalSeconds);
        _start = clock.GetTimestamp();
    }

    /// <summary>Seconds that are kept for what comes after; 0 at first.</summary>
    public double Reserve { get; set; }

    /// <summary>Seconds left besides the <see cref="Reserve"/>; below 0 if that is touched.</summary>
    public double Left => _seconds - _clock.GetElapsedTime(_start).TotalSeconds - Reserve;

    /// <summary>The trials that did not begin.</summary>
    public int Refused { get; private set; }

    /// <summary>The trials that were cancelled, and after how long.</summary>
    public IReadOnlyList<string> Overran => _overran;

    /// <summary>The seconds after which a trial is cancelled.</summary>
    /// <param name="expected">The seconds that it is expected to take.</param>
    public double MostOf(double expected) => Math.Max(Patience * expected, LeastShare * _seconds);

    /// <summary>Runs a trial if there is time for it.</summary>
    /// <param name="name">What it is called if it takes too long.</param>
    /// <param name="expected">The seconds that it is expected to take; 0 if nobody knows.</param>
    /// <param name="most">The seconds after which it is cancelled, even if more are left.</param>
    /// <param name="context">The context of the whole search; cancelling it cancels the search.</param>
    /// <param name="trial">The work, by a context that ends it in time.</param>
    /// <returns>Whether it came to its end.</returns>
    public bool TryRun(string name, double expected, double most, FitContext context, Action<FitContext> trial)
    {
        most = Math.Min(most, Left);
        if (expected > most || most <= 0)
        {
            Refused++;
            return false;
        }

        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(most), _clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, context.Cancellation);
        try
        {
            trial(context with { Cancellation = both.Token, Progress = null });
            return true;
        }
        catch (OperationCanceledException) when (!context.Cancellation.IsCancellationRequested)
        {
            _overran.Add(string.Create(CultureInfo.InvariantCulture, $"{name} ({most:0} s)"));
            return false;
        }
    }

    /// <summary>What the budget kept from being tried, as sentences; empty if nothing.</summary>
    public string Ended()
    {
        var (minutes, text) = (_seconds / TimeSpan.SecondsPerMinute, "");
        if (Refused > 0)
            text += string.Create(CultureInfo.InvariantCulture, $" The budget of {minutes:0.##} minutes left {Refused} settings untried.");
        return _overran.Count == 0 ? text : $"{text} Cancelled because they took too long: {string.Join(", ", _overran)}.";
    }
}
