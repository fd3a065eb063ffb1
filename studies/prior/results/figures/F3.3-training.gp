# F3.3 Training
# Draws F3.3-training.svg from F3.3-training.tsv: gnuplot F3.3-training.gp
reset
if (!exists("output")) output = 'F3.3-training.svg'
data = 'F3.3-training.tsv'
set encoding utf8
set terminal svg size 1200,733 fixed noenhanced font 'sans-serif,13' linewidth 1 background '#ffffff' name 'f_F3_3_training'
set output output
set datafile separator tab
set datafile commentschars ''
set border 3 lc rgb '#777777'
set tics out nomirror scale 0.5
set errorbars small
unset key
above(v, limit) = (v <= limit ? limit : v)
set multiplot
set label 'Training' at screen 0.01167, screen 0.96999 left font 'sans-serif Bold,16' tc rgb '#111111' front
set object rectangle from screen 0.24800, screen 0.01637 to screen 0.27467, screen 0.03274 front fc rgb '#c8D55E00' fs solid noborder
set arrow from screen 0.24800, screen 0.02456 to screen 0.27467, screen 0.02456 nohead front lw 2 lc rgb '#D55E00'
set label '' at screen 0.26133, screen 0.02456 point pt 5 ps 0.6 lc rgb '#D55E00' front
set label 'm_terse_true' at screen 0.28133, screen 0.02456 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.37817, screen 0.01637 to screen 0.40483, screen 0.03274 front fc rgb '#c8009E73' fs solid noborder
set arrow from screen 0.37817, screen 0.02456 to screen 0.40483, screen 0.02456 nohead front lw 2 lc rgb '#009E73'
set label '' at screen 0.39150, screen 0.02456 point pt 9 ps 0.6 lc rgb '#009E73' front
set label 'm_terse_random' at screen 0.41150, screen 0.02456 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.50833, screen 0.01637 to screen 0.53500, screen 0.03274 front fc rgb '#c8CC79A7' fs solid noborder
set arrow from screen 0.50833, screen 0.02456 to screen 0.53500, screen 0.02456 nohead front lw 2 lc rgb '#CC79A7'
set label '' at screen 0.52167, screen 0.02456 point pt 11 ps 0.6 lc rgb '#CC79A7' front
set label 'm_trace_true' at screen 0.54167, screen 0.02456 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.63850, screen 0.01637 to screen 0.66517, screen 0.03274 front fc rgb '#c8E69F00' fs solid noborder
set arrow from screen 0.63850, screen 0.02456 to screen 0.66517, screen 0.02456 nohead front lw 2 lc rgb '#E69F00'
set label '' at screen 0.65183, screen 0.02456 point pt 13 ps 0.6 lc rgb '#E69F00' front
set label 'm_trace_random' at screen 0.67183, screen 0.02456 left font 'sans-serif,12' tc rgb '#222222' front

# Panel 1: mean reward
set lmargin at screen 0.04640; set rmargin at screen 0.32000
set tmargin at screen 0.90859; set bmargin at screen 0.56480
unset logscale x; set xrange [0.0:41.4]
unset logscale y; set yrange [-1.7857873359744414:3.081172547726488]
set xtics norotate offset 0,0.35 ('0' -0.0, '10' 10.0, '20' 20.0, '30' 30.0, '40' 40.0) font ',12' tc rgb '#333333'
set ytics ('−1' -1.0, '0' 0.0, '1' 1.0, '2' 2.0, '3' 3.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'mean reward' at screen 0.04640, screen 0.92497 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'step' at screen 0.18320, screen 0.51978 center font 'sans-serif,13' tc rgb '#222222' front
set label 'mean reward' at screen 0.01500, screen 0.73670 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::0::19 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::20::39 using 4:6:7 with filledcurves fs solid lc rgb '#d0009E73' notitle, \
     data skip 1 every ::40::59 using 4:6:7 with filledcurves fs solid lc rgb '#d0CC79A7' notitle, \
     data skip 1 every ::60::79 using 4:6:7 with filledcurves fs solid lc rgb '#d0E69F00' notitle, \
     data skip 1 every ::0::19 using 4:5 with linespoints pt 5 ps 0.6 pi 3 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::20::39 using 4:5 with linespoints pt 9 ps 0.6 pi 3 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::40::59 using 4:5 with linespoints pt 11 ps 0.6 pi 3 lw 2 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::60::79 using 4:5 with linespoints pt 13 ps 0.6 pi 3 lw 2 lc rgb '#E69F00' notitle, \
     data skip 1 every ::0::19 using 4:5:(sprintf('m_terse_true: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::20::39 using 4:5:(sprintf('m_terse_random: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::40::59 using 4:5:(sprintf('m_trace_true: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::60::79 using 4:5:(sprintf('m_trace_random: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 2: loose accuracy (share)
set lmargin at screen 0.38293; set rmargin at screen 0.65333
set tmargin at screen 0.90859; set bmargin at screen 0.56480
unset logscale x; set xrange [0.0:41.4]
unset logscale y; set yrange [0.0:1.05]
set xtics norotate offset 0,0.35 ('0' -0.0, '10' 10.0, '20' 20.0, '30' 30.0, '40' 40.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'loose accuracy (share)' at screen 0.38293, screen 0.92497 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'step' at screen 0.51813, screen 0.51978 center font 'sans-serif,13' tc rgb '#222222' front
set label 'loose accuracy (share)' at screen 0.34833, screen 0.73670 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::80::99 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::100::119 using 4:6:7 with filledcurves fs solid lc rgb '#d0009E73' notitle, \
     data skip 1 every ::120::139 using 4:6:7 with filledcurves fs solid lc rgb '#d0CC79A7' notitle, \
     data skip 1 every ::140::159 using 4:6:7 with filledcurves fs solid lc rgb '#d0E69F00' notitle, \
     data skip 1 every ::80::99 using 4:5 with linespoints pt 5 ps 0.6 pi 3 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::100::119 using 4:5 with linespoints pt 9 ps 0.6 pi 3 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::120::139 using 4:5 with linespoints pt 11 ps 0.6 pi 3 lw 2 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::140::159 using 4:5 with linespoints pt 13 ps 0.6 pi 3 lw 2 lc rgb '#E69F00' notitle, \
     data skip 1 every ::80::99 using 4:5:(sprintf('m_terse_true: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::100::119 using 4:5:(sprintf('m_terse_random: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::120::139 using 4:5:(sprintf('m_trace_true: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::140::159 using 4:5:(sprintf('m_trace_random: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 3: strict accuracy (share)
set lmargin at screen 0.71627; set rmargin at screen 0.98667
set tmargin at screen 0.90859; set bmargin at screen 0.56480
unset logscale x; set xrange [0.0:41.4]
unset logscale y; set yrange [0.0:1.05]
set xtics norotate offset 0,0.35 ('0' -0.0, '10' 10.0, '20' 20.0, '30' 30.0, '40' 40.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'strict accuracy (share)' at screen 0.71627, screen 0.92497 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'step' at screen 0.85147, screen 0.51978 center font 'sans-serif,13' tc rgb '#222222' front
set label 'strict accuracy (share)' at screen 0.68167, screen 0.73670 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::160::179 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::180::199 using 4:6:7 with filledcurves fs solid lc rgb '#d0009E73' notitle, \
     data skip 1 every ::200::219 using 4:6:7 with filledcurves fs solid lc rgb '#d0CC79A7' notitle, \
     data skip 1 every ::220::239 using 4:6:7 with filledcurves fs solid lc rgb '#d0E69F00' notitle, \
     data skip 1 every ::160::179 using 4:5 with linespoints pt 5 ps 0.6 pi 3 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::180::199 using 4:5 with linespoints pt 9 ps 0.6 pi 3 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::200::219 using 4:5 with linespoints pt 11 ps 0.6 pi 3 lw 2 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::220::239 using 4:5 with linespoints pt 13 ps 0.6 pi 3 lw 2 lc rgb '#E69F00' notitle, \
     data skip 1 every ::160::179 using 4:5:(sprintf('m_terse_true: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::180::199 using 4:5:(sprintf('m_terse_random: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::200::219 using 4:5:(sprintf('m_trace_true: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::220::239 using 4:5:(sprintf('m_trace_random: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 4: entropy (nats a token)
set lmargin at screen 0.04960; set rmargin at screen 0.32000
set tmargin at screen 0.45839; set bmargin at screen 0.11460
unset logscale x; set xrange [0.0:41.4]
unset logscale y; set yrange [-0.4182173704972152:0.8108658093131125]
set xtics norotate offset 0,0.35 ('0' -0.0, '10' 10.0, '20' 20.0, '30' 30.0, '40' 40.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.5' 0.5) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'entropy (nats a token)' at screen 0.04960, screen 0.47476 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'step' at screen 0.18480, screen 0.06958 center font 'sans-serif,13' tc rgb '#222222' front
set label 'entropy (nats a token)' at screen 0.01500, screen 0.28649 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::240::259 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::260::279 using 4:6:7 with filledcurves fs solid lc rgb '#d0009E73' notitle, \
     data skip 1 every ::280::299 using 4:6:7 with filledcurves fs solid lc rgb '#d0CC79A7' notitle, \
     data skip 1 every ::300::319 using 4:6:7 with filledcurves fs solid lc rgb '#d0E69F00' notitle, \
     data skip 1 every ::240::259 using 4:5 with linespoints pt 5 ps 0.6 pi 3 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::260::279 using 4:5 with linespoints pt 9 ps 0.6 pi 3 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::280::299 using 4:5 with linespoints pt 11 ps 0.6 pi 3 lw 2 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::300::319 using 4:5 with linespoints pt 13 ps 0.6 pi 3 lw 2 lc rgb '#E69F00' notitle, \
     data skip 1 every ::240::259 using 4:5:(sprintf('m_terse_true: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::260::279 using 4:5:(sprintf('m_terse_random: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::280::299 using 4:5:(sprintf('m_trace_true: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::300::319 using 4:5:(sprintf('m_trace_random: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 5: length (tokens)
set lmargin at screen 0.38543; set rmargin at screen 0.65333
set tmargin at screen 0.45839; set bmargin at screen 0.11460
unset logscale x; set xrange [0.0:41.4]
unset logscale y; set yrange [-15.204555684826822:39.61080568482682]
set xtics norotate offset 0,0.35 ('0' -0.0, '10' 10.0, '20' 20.0, '30' 30.0, '40' 40.0) font ',12' tc rgb '#333333'
set ytics ('−10' -10.0, '0' 0.0, '10' 10.0, '20' 20.0, '30' 30.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'length (tokens)' at screen 0.38543, screen 0.47476 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'step' at screen 0.51938, screen 0.06958 center font 'sans-serif,13' tc rgb '#222222' front
set label 'length (tokens)' at screen 0.34833, screen 0.28649 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::320::339 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::340::359 using 4:6:7 with filledcurves fs solid lc rgb '#d0009E73' notitle, \
     data skip 1 every ::360::379 using 4:6:7 with filledcurves fs solid lc rgb '#d0CC79A7' notitle, \
     data skip 1 every ::380::399 using 4:6:7 with filledcurves fs solid lc rgb '#d0E69F00' notitle, \
     data skip 1 every ::320::339 using 4:5 with linespoints pt 5 ps 0.6 pi 3 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::340::359 using 4:5 with linespoints pt 9 ps 0.6 pi 3 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::360::379 using 4:5 with linespoints pt 11 ps 0.6 pi 3 lw 2 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::380::399 using 4:5 with linespoints pt 13 ps 0.6 pi 3 lw 2 lc rgb '#E69F00' notitle, \
     data skip 1 every ::320::339 using 4:5:(sprintf('m_terse_true: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::340::359 using 4:5:(sprintf('m_terse_random: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::360::379 using 4:5:(sprintf('m_trace_true: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::380::399 using 4:5:(sprintf('m_trace_random: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox
unset multiplot
set output
