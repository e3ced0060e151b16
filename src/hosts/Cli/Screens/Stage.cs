using System.Globalization;
using Kirana.Data.Fitting;
using Kirana.Pictures.Scales;

namespace Kirana.Cli.Screens;

/// <summary>One stage of the work: a bar with rate and time left while it runs, a line with its time when it is done.</summary>
internal sealed class Stage : IProgress<FitProgress>
{
    private const int BarWidth = 24;
    private static readonly TimeSpan BetweenDrawings = TimeSpan.FromMilliseconds(100);

    private readonly string _name;
    private readonly string _unit;
    private readonly TextWriter _output;
    private readonly TerminalAbilities _abilities;
    private readonly TimeProvider _clock;
    private readonly long _start;
    private readonly Lock _gate = new();
    private long _drawn;
    private long _done;
    private int _lineLength;
    private bool _over;

    /// <summary>Begins a stage.</summary>
    /// <param name="name">What is done.</param>
    /// <param name="unit">What is counted; none where empty.</param>
    /// <param name="output">Where it is told.</param>
    /// <param name="abilities">What that place can show.</param>
    /// <param name="clock">The clock.</param>
    public Stage(string name, string unit, TextWriter output, TerminalAbilities abilities, TimeProvider clock)
    {
        _name = name;
        _unit = unit;
        _output = output;
        _abilities = abilities;
        _clock = clock;
        _start = clock.GetTimestamp();
        if (abilities.IsTerminal)
            Draw($"{name} …");
    }

    /// <summary>Wall seconds since the stage began.</summary>
    public double Seconds => _clock.GetElapsedTime(_start).TotalSeconds;

    /// <summary>Tells how far the work is.</summary>
    /// <param name="value">Units done and in all; the stage's word is shown.</param>
    public void Report(FitProgress value) => Report(value.Done, value.Total > 0 ? (double)value.Done / value.Total : null, value.Stage);

    /// <summary>Tells how far the work is.</summary>
    /// <param name="done">Units done.</param>
    /// <param name="share">The share of the whole, 0 to 1; <see langword="null"/> if unknown.</param>
    /// <param name="detail">What is being done, in a word or two; none where empty.</param>
    public void Report(long done, double? share, string detail = "")
    {
        lock (_gate)
        {
            _done = done;
            if (_over || !_abilities.IsTerminal || (_clock.GetElapsedTime(_drawn) < BetweenDrawings && _drawn != 0))
                return;
            _drawn = _clock.GetTimestamp();
            var seconds = Seconds;
            var text = $"{_name} {(share is { } part ? Bar(part) : "…")}";
            if (detail.Length > 0)
                text += $"  {detail}";
            if (_unit.Length > 0)
                text += $"  {NumberText.Short(done)} {_unit}";
            if (seconds > 0.5 && _unit.Length > 0)
                text += $"  {NumberText.Short(done / seconds)}/s";
            if (seconds > 1 && share is > 0.02 and < 1)
                text += $"  {Time(seconds / share.Value - seconds)} left";
            Draw(text);
        }
    }

    /// <summary>Ends the stage and says how long it took.</summary>
    public void Complete()
    {
        lock (_gate)
        {
            if (_over)
                return;
            Clear();
            _over = true;
            var count = _unit.Length > 0 && _done > 0 ? $": {NumberText.Whole(_done)} {_unit}" : "";
            _output.WriteLine($"{_name}{count} ({Seconds.ToString("0.0", CultureInfo.InvariantCulture)} s)");
        }
    }

    /// <summary>Ends the stage without a word.</summary>
    public void Abandon()
    {
        lock (_gate)
        {
            if (!_over)
                Clear();
            _over = true;
        }
    }

    private string Bar(double share)
    {
        var full = (int)Math.Round(Math.Clamp(share, 0, 1) * BarWidth);
        var (on, off) = _abilities.Unicode ? ('━', '─') : ('#', '.');
        return $"{new string(on, full)}{new string(off, BarWidth - full)} {Math.Floor(Math.Clamp(share, 0, 1) * 100),3:0} %";
    }

    private void Draw(string text)
    {
        text = text.Length < _abilities.Width ? text : text[..(_abilities.Width - 1)];
        _output.Write('\r' + text.PadRight(_lineLength));
        _lineLength = text.Length;
    }

    private void Clear()
    {
        if (_lineLength > 0)
            _output.Write('\r' + new string(' ', _lineLength) + '\r');
        _lineLength = 0;
    }

    private static string Time(double seconds) => seconds < 3600
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)seconds / 60}:{(int)seconds % 60:00}")
        : string.Create(CultureInfo.InvariantCulture, $"{(int)seconds / 3600}:{(int)seconds / 60 % 60:00}:{(int)seconds % 60:00}");
}
