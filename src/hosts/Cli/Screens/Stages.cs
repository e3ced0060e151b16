namespace Kirana.Cli.Screens;

/// <summary>Tells on standard error how far the work is: a bar for the running stage on a terminal, one line for each finished stage elsewhere.</summary>
/// <remarks>One stage runs at a time; its progress may come from any thread.</remarks>
internal sealed class Stages
{
    private readonly TextWriter _output;
    private readonly TerminalAbilities _abilities;
    private readonly bool _quiet;
    private readonly TimeProvider _clock;
    private Stage? _running;

    /// <summary>Creates the teller.</summary>
    /// <param name="output">Standard error.</param>
    /// <param name="abilities">What it can show.</param>
    /// <param name="quiet">Whether to say nothing.</param>
    /// <param name="clock">The clock for rates and times left.</param>
    public Stages(TextWriter output, TerminalAbilities abilities, bool quiet, TimeProvider clock)
    {
        _output = output;
        _abilities = abilities;
        _quiet = quiet;
        _clock = clock;
    }

    /// <summary>Begins a stage, which ends when it is disposed.</summary>
    /// <param name="name">What is done, such as <c>Importing</c>.</param>
    /// <param name="unit">What is counted, in the plural, such as <c>lines</c>; none where empty.</param>
    public Stage Begin(string name, string unit = "")
    {
        _running = new Stage(name, unit, _quiet ? TextWriter.Null : _output, _abilities, _clock);
        return _running;
    }

    /// <summary>A line for the person who watches.</summary>
    /// <param name="text">The text.</param>
    public void Note(string text)
    {
        if (!_quiet)
            _output.WriteLine(text);
    }

    /// <summary>Takes a half-drawn bar away before an error is told.</summary>
    public void Abandon() => _running?.Abandon();
}
