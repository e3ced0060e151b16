using System.IO.MemoryMappedFiles;
using Microsoft.Win32.SafeHandles;

namespace Kirana.Numerics.Memory;

/// <summary>A nameless file for data larger than memory: written and read in pieces, parts of it mapped; gone when disposed.</summary>
/// <remarks>Writing goes through the file and never through a mapping, so that a full disk is an <see cref="IOException"/> and not the
/// end of the process. The name is removed at once where the system allows it, so nothing is left even by a killed process.
/// Reads and writes of different parts may run on several threads.</remarks>
internal sealed class ScratchFile : IDisposable
{
    private readonly SafeFileHandle _handle;
    private readonly Lock _gate = new();
    private MemoryMappedFile? _mapping;

    /// <summary>Makes an empty file, or one of zeros that has all its room from the start.</summary>
    /// <param name="folder">An existing folder.</param>
    /// <param name="bytes">The length; 0 for a file that grows as it is written.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="IOException">The file cannot be made; the disk may have no such room.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public ScratchFile(string folder, long bytes = 0)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        var path = Path.Combine(folder, $"kirana-{Guid.NewGuid():N}.scratch");
        _handle = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete, FileOptions.DeleteOnClose, bytes);
        try
        {
            // Windows removes it on close; elsewhere an open file needs no name.
            if (!OperatingSystem.IsWindows())
                File.Delete(path);
            RandomAccess.SetLength(_handle, bytes);
        }
        catch
        {
            _handle.Dispose();
            throw;
        }
    }

    /// <summary>Fills a span from a place of the file.</summary>
    /// <exception cref="EndOfStreamException">The file ends before.</exception>
    public void Read(long offset, Span<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var read = RandomAccess.Read(_handle, bytes, offset);
            if (read == 0)
                throw new EndOfStreamException($"The scratch file ends {bytes.Length} bytes too early.");
            offset += read;
            bytes = bytes[read..];
        }
    }

    /// <summary>Writes at a place of the file, which grows where need be.</summary>
    /// <exception cref="IOException">The disk is full.</exception>
    public void Write(long offset, ReadOnlySpan<byte> bytes) => RandomAccess.Write(_handle, bytes, offset);

    /// <summary>Maps a part to be read. The file must have its final length by then.</summary>
    /// <typeparam name="T">The numbers the part holds.</typeparam>
    /// <param name="offset">The first byte.</param>
    /// <param name="count">How many numbers, at least 1.</param>
    public MappedView<T> Map<T>(long offset, int count) where T : unmanaged
    {
        lock (_gate)
            _mapping ??= MemoryMappedFile.CreateFromFile(_handle, mapName: null, capacity: 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        return new MappedView<T>(_mapping, offset, count);
    }

    /// <summary>Gives the room back; a second call does nothing. Views are disposed before.</summary>
    public void Dispose()
    {
        _mapping?.Dispose();
        _handle.Dispose();
    }
}
