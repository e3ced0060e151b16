namespace Kirana.Cli.Screens;

/// <summary>Tells on standard error how far the work is: a bar for the running stage on a terminal, one line for each that is done.</summary>
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

    /// <summary>Runs a stage. It is told as done only if the work does not fail.</summary>
    /// <typeparam name="T">What the work gives.</typeparam>
    /// <param name="name">What is done, such as <c>Importing</c>.</param>
    /// <param name="unit">What is counted, in the plural, such as <c>lines</c>; nothing where empty.</param>
    /// <param name="work">The work; it tells the stage how far it is.</param>
    /// <returns>What the work gave, and the wall seconds it took.</returns>
    public (T Result, double Seconds) Run<T>(string name, string unit, Func<Stage, T> work)
    {
        _running = new Stage(name, unit, _quiet ? TextWriter.Null : _output, _abilities, _clock);
        var result = work(_running);
        _running.Complete();
        return (result, _running.Seconds);
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
