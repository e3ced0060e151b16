using System.Runtime.CompilerServices;

namespace Kirana.Recommend.Options;

/// <summary>Collects every fault of a learner's options, so that the caller learns of all of them at once.</summary>
internal sealed class OptionFaults
{
    private readonly List<string> _faults = [];

    /// <summary>Notes a fault unless the option holds what it must.</summary>
    /// <param name="holds">Whether the option is in its range.</param>
    /// <param name="value">The option's value.</param>
    /// <param name="range">The range in words, such as <c>positive and finite</c>.</param>
    /// <param name="option">The option's name, taken from the call.</param>
    public OptionFaults Require<T>(bool holds, T value, string range, [CallerArgumentExpression(nameof(value))] string option = "")
    {
        if (!holds)
            _faults.Add($"{option} is {value}, but must be {range}.");
        return this;
    }

    /// <summary>Ends the check.</summary>
    /// <exception cref="ArgumentException">There was a fault; the message names every one.</exception>
    public void ThrowIfAny(string learner)
    {
        if (_faults.Count > 0)
            throw new ArgumentException($"{learner}: {string.Join(" ", _faults)}");
    }
}
