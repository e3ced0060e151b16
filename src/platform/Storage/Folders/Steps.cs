namespace Kirana.Storage.Folders;

/// <summary>The boundaries between durable steps, by name, so that a test can end the process at each of them.</summary>
internal static class Steps
{
    /// <summary>Told of each boundary; nobody by default.</summary>
    public static Action<string>? Observer { get; set; }

    /// <summary>Tells that a step is done.</summary>
    /// <param name="step">What was just done.</param>
    public static void Reached(string step) => Observer?.Invoke(step);
}
