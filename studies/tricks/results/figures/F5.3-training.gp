# F5.3 Training
# Draws F5.3-training.svg from F5.3-training.tsv: gnuplot F5.3-training.gp
reset
if (!exists("output")) output = 'F5.3-training.svg'
data = 'F5.3-training.tsv'
set encoding utf8
set terminal svg size 960,754 fixed noenhanced font 'sans-serif,13' linewidth 1 background '#ffffff' name 'f_F5_3_training'
set output output
set datafile separator tab
set datafile commentschars ''
set border 3 lc rgb '#777777'
set tics out nomirror scale 0.5
set errorbars small
unset key
above(v, limit) = (v <= limit ? limit : v)
set multiplot
set label 'Training' at screen 0.01458, screen 0.97082 left font 'sans-serif Bold,16' tc rgb '#111111' front
set object rectangle from screen 0.16575, screen 0.04377 to screen 0.19908, screen 0.05968 front fc rgb '#c80072B2' fs solid noborder
set arrow from screen 0.16575, screen 0.05172 to screen 0.19908, screen 0.05172 nohead front lw 2 lc rgb '#0072B2'
set label '' at screen 0.18242, screen 0.05172 point pt 7 ps 0.6 lc rgb '#0072B2' front
set label 'none.sequence.x1' at screen 0.20742, screen 0.05172 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.33808, screen 0.04377 to screen 0.37142, screen 0.05968 front fc rgb '#c8D55E00' fs solid noborder
set arrow from screen 0.33808, screen 0.05172 to screen 0.37142, screen 0.05172 nohead front lw 2 lc rgb '#D55E00'
set label '' at screen 0.35475, screen 0.05172 point pt 5 ps 0.6 lc rgb '#D55E00' front
set label 'std.sequence.x1' at screen 0.37975, screen 0.05172 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.51042, screen 0.04377 to screen 0.54375, screen 0.05968 front fc rgb '#c8009E73' fs solid noborder
set arrow from screen 0.51042, screen 0.05172 to screen 0.54375, screen 0.05172 nohead front lw 2 lc rgb '#009E73'
set label '' at screen 0.52708, screen 0.05172 point pt 9 ps 0.6 lc rgb '#009E73' front
set label 'none.token.x1' at screen 0.55208, screen 0.05172 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.68275, screen 0.04377 to screen 0.71608, screen 0.05968 front fc rgb '#c8CC79A7' fs solid noborder
set arrow from screen 0.68275, screen 0.05172 to screen 0.71608, screen 0.05172 nohead front lw 2 lc rgb '#CC79A7'
set label '' at screen 0.69942, screen 0.05172 point pt 11 ps 0.6 lc rgb '#CC79A7' front
set label 'std.token.x1' at screen 0.72442, screen 0.05172 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.16575, screen 0.01592 to screen 0.19908, screen 0.03183 front fc rgb '#c8E69F00' fs solid noborder
set arrow from screen 0.16575, screen 0.02387 to screen 0.19908, screen 0.02387 nohead front lw 2 lc rgb '#E69F00'
set label '' at screen 0.18242, screen 0.02387 point pt 13 ps 0.6 lc rgb '#E69F00' front
set label 'none.sequence.x3' at screen 0.20742, screen 0.02387 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.33808, screen 0.01592 to screen 0.37142, screen 0.03183 front fc rgb '#c856B4E9' fs solid noborder
set arrow from screen 0.33808, screen 0.02387 to screen 0.37142, screen 0.02387 nohead front lw 2 lc rgb '#56B4E9'
set label '' at screen 0.35475, screen 0.02387 point pt 6 ps 0.6 lc rgb '#56B4E9' front
set label 'std.sequence.x3' at screen 0.37975, screen 0.02387 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.51042, screen 0.01592 to screen 0.54375, screen 0.03183 front fc rgb '#c8882255' fs solid noborder
set arrow from screen 0.51042, screen 0.02387 to screen 0.54375, screen 0.02387 nohead front lw 2 lc rgb '#882255'
set label '' at screen 0.52708, screen 0.02387 point pt 4 ps 0.6 lc rgb '#882255' front
set label 'none.token.x3' at screen 0.55208, screen 0.02387 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.68275, screen 0.01592 to screen 0.71608, screen 0.03183 front fc rgb '#c8999933' fs solid noborder
set arrow from screen 0.68275, screen 0.02387 to screen 0.71608, screen 0.02387 nohead front lw 2 lc rgb '#999933'
set label '' at screen 0.69942, screen 0.02387 point pt 8 ps 0.6 lc rgb '#999933' front
set label 'std.token.x3' at screen 0.72442, screen 0.02387 left font 'sans-serif,12' tc rgb '#222222' front

# Panel 1: mean reward
set lmargin at screen 0.06200; set rmargin at screen 0.48333
set tmargin at screen 0.91114; set bmargin at screen 0.57692
unset logscale x; set xrange [0.0:67.1]
unset logscale y; set yrange [0.5743250286020279:0.9451085277451919]
set xtics norotate offset 0,0.35 ('0' -0.0, '10' 10.0, '20' 20.0, '30' 30.0, '40' 40.0, '50' 50.0, '60' 60.0) font ',12' tc rgb '#333333'
set ytics ('0.6' 0.6000000000000001, '0.7' 0.7000000000000001, '0.8' 0.8, '0.9' 0.9) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'mean reward' at screen 0.06200, screen 0.92706 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'step' at screen 0.27267, screen 0.53316 center font 'sans-serif,13' tc rgb '#222222' front
set label 'mean reward' at screen 0.01875, screen 0.74403 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::0::21 using 4:6:7 with filledcurves fs solid lc rgb '#d00072B2' notitle, \
     data skip 1 every ::22::43 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::44::65 using 4:6:7 with filledcurves fs solid lc rgb '#d0009E73' notitle, \
     data skip 1 every ::66::87 using 4:6:7 with filledcurves fs solid lc rgb '#d0CC79A7' notitle, \
     data skip 1 every ::88::109 using 4:6:7 with filledcurves fs solid lc rgb '#d0E69F00' notitle, \
     data skip 1 every ::110::131 using 4:6:7 with filledcurves fs solid lc rgb '#d056B4E9' notitle, \
     data skip 1 every ::132::153 using 4:6:7 with filledcurves fs solid lc rgb '#d0882255' notitle, \
     data skip 1 every ::154::175 using 4:6:7 with filledcurves fs solid lc rgb '#d0999933' notitle, \
     data skip 1 every ::0::21 using 4:5 with linespoints pt 7 ps 0.6 pi 3 lw 2 lc rgb '#0072B2' notitle, \
     data skip 1 every ::22::43 using 4:5 with linespoints pt 5 ps 0.6 pi 3 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::44::65 using 4:5 with linespoints pt 9 ps 0.6 pi 3 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::66::87 using 4:5 with linespoints pt 11 ps 0.6 pi 3 lw 2 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::88::109 using 4:5 with linespoints pt 13 ps 0.6 pi 3 lw 2 lc rgb '#E69F00' notitle, \
     data skip 1 every ::110::131 using 4:5 with linespoints pt 6 ps 0.6 pi 3 lw 2 lc rgb '#56B4E9' notitle, \
     data skip 1 every ::132::153 using 4:5 with linespoints pt 4 ps 0.6 pi 3 lw 2 lc rgb '#882255' notitle, \
     data skip 1 every ::154::175 using 4:5 with linespoints pt 8 ps 0.6 pi 3 lw 2 lc rgb '#999933' notitle, \
     data skip 1 every ::0::21 using 4:5:(sprintf('none.sequence.x1: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::22::43 using 4:5:(sprintf('std.sequence.x1: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::44::65 using 4:5:(sprintf('none.token.x1: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::66::87 using 4:5:(sprintf('std.token.x1: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::88::109 using 4:5:(sprintf('none.sequence.x3: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::110::131 using 4:5:(sprintf('std.sequence.x3: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::132::153 using 4:5:(sprintf('none.token.x3: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::154::175 using 4:5:(sprintf('std.token.x3: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 2: loose accuracy (share)
set lmargin at screen 0.56200; set rmargin at screen 0.98333
set tmargin at screen 0.91114; set bmargin at screen 0.57692
unset logscale x; set xrange [0.0:67.1]
unset logscale y; set yrange [0.5870498637352215:0.9773051546301753]
set xtics norotate offset 0,0.35 ('0' -0.0, '10' 10.0, '20' 20.0, '30' 30.0, '40' 40.0, '50' 50.0, '60' 60.0) font ',12' tc rgb '#333333'
set ytics ('0.6' 0.6000000000000001, '0.7' 0.7000000000000001, '0.8' 0.8, '0.9' 0.9) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'loose accuracy (share)' at screen 0.56200, screen 0.92706 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'step' at screen 0.77267, screen 0.53316 center font 'sans-serif,13' tc rgb '#222222' front
set label 'loose accuracy (share)' at screen 0.51875, screen 0.74403 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::176::197 using 4:6:7 with filledcurves fs solid lc rgb '#d00072B2' notitle, \
     data skip 1 every ::198::219 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::220::241 using 4:6:7 with filledcurves fs solid lc rgb '#d0009E73' notitle, \
     data skip 1 every ::242::263 using 4:6:7 with filledcurves fs solid lc rgb '#d0CC79A7' notitle, \
     data skip 1 every ::264::285 using 4:6:7 with filledcurves fs solid lc rgb '#d0E69F00' notitle, \
     data skip 1 every ::286::307 using 4:6:7 with filledcurves fs solid lc rgb '#d056B4E9' notitle, \
     data skip 1 every ::308::329 using 4:6:7 with filledcurves fs solid lc rgb '#d0882255' notitle, \
     data skip 1 every ::330::351 using 4:6:7 with filledcurves fs solid lc rgb '#d0999933' notitle, \
     data skip 1 every ::176::197 using 4:5 with linespoints pt 7 ps 0.6 pi 3 lw 2 lc rgb '#0072B2' notitle, \
     data skip 1 every ::198::219 using 4:5 with linespoints pt 5 ps 0.6 pi 3 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::220::241 using 4:5 with linespoints pt 9 ps 0.6 pi 3 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::242::263 using 4:5 with linespoints pt 11 ps 0.6 pi 3 lw 2 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::264::285 using 4:5 with linespoints pt 13 ps 0.6 pi 3 lw 2 lc rgb '#E69F00' notitle, \
     data skip 1 every ::286::307 using 4:5 with linespoints pt 6 ps 0.6 pi 3 lw 2 lc rgb '#56B4E9' notitle, \
     data skip 1 every ::308::329 using 4:5 with linespoints pt 4 ps 0.6 pi 3 lw 2 lc rgb '#882255' notitle, \
     data skip 1 every ::330::351 using 4:5 with linespoints pt 8 ps 0.6 pi 3 lw 2 lc rgb '#999933' notitle, \
     data skip 1 every ::176::197 using 4:5:(sprintf('none.sequence.x1: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::198::219 using 4:5:(sprintf('std.sequence.x1: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::220::241 using 4:5:(sprintf('none.token.x1: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::242::263 using 4:5:(sprintf('std.token.x1: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::264::285 using 4:5:(sprintf('none.sequence.x3: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::286::307 using 4:5:(sprintf('std.sequence.x3: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::308::329 using 4:5:(sprintf('none.token.x3: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::330::351 using 4:5:(sprintf('std.token.x3: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 3: entropy (nats a token)
set lmargin at screen 0.06913; set rmargin at screen 0.48333
set tmargin at screen 0.47347; set bmargin at screen 0.13926
unset logscale x; set xrange [0.0:67.1]
unset logscale y; set yrange [0.00213344811090821:0.03624733733813621]
set xtics norotate offset 0,0.35 ('0' -0.0, '10' 10.0, '20' 20.0, '30' 30.0, '40' 40.0, '50' 50.0, '60' 60.0) font ',12' tc rgb '#333333'
set ytics ('0.01' 0.01, '0.02' 0.02, '0.03' 0.03) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'entropy (nats a token)' at screen 0.06913, screen 0.48939 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'step' at screen 0.27623, screen 0.09549 center font 'sans-serif,13' tc rgb '#222222' front
set label 'entropy (nats a token)' at screen 0.01875, screen 0.30637 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::352::373 using 4:6:7 with filledcurves fs solid lc rgb '#d00072B2' notitle, \
     data skip 1 every ::374::395 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::396::417 using 4:6:7 with filledcurves fs solid lc rgb '#d0009E73' notitle, \
     data skip 1 every ::418::439 using 4:6:7 with filledcurves fs solid lc rgb '#d0CC79A7' notitle, \
     data skip 1 every ::440::461 using 4:6:7 with filledcurves fs solid lc rgb '#d0E69F00' notitle, \
     data skip 1 every ::462::483 using 4:6:7 with filledcurves fs solid lc rgb '#d056B4E9' notitle, \
     data skip 1 every ::484::505 using 4:6:7 with filledcurves fs solid lc rgb '#d0882255' notitle, \
     data skip 1 every ::506::527 using 4:6:7 with filledcurves fs solid lc rgb '#d0999933' notitle, \
     data skip 1 every ::352::373 using 4:5 with linespoints pt 7 ps 0.6 pi 3 lw 2 lc rgb '#0072B2' notitle, \
     data skip 1 every ::374::395 using 4:5 with linespoints pt 5 ps 0.6 pi 3 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::396::417 using 4:5 with linespoints pt 9 ps 0.6 pi 3 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::418::439 using 4:5 with linespoints pt 11 ps 0.6 pi 3 lw 2 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::440::461 using 4:5 with linespoints pt 13 ps 0.6 pi 3 lw 2 lc rgb '#E69F00' notitle, \
     data skip 1 every ::462::483 using 4:5 with linespoints pt 6 ps 0.6 pi 3 lw 2 lc rgb '#56B4E9' notitle, \
     data skip 1 every ::484::505 using 4:5 with linespoints pt 4 ps 0.6 pi 3 lw 2 lc rgb '#882255' notitle, \
     data skip 1 every ::506::527 using 4:5 with linespoints pt 8 ps 0.6 pi 3 lw 2 lc rgb '#999933' notitle, \
     data skip 1 every ::352::373 using 4:5:(sprintf('none.sequence.x1: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::374::395 using 4:5:(sprintf('std.sequence.x1: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::396::417 using 4:5:(sprintf('none.token.x1: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::418::439 using 4:5:(sprintf('std.token.x1: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::440::461 using 4:5:(sprintf('none.sequence.x3: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::462::483 using 4:5:(sprintf('std.sequence.x3: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::484::505 using 4:5:(sprintf('none.token.x3: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::506::527 using 4:5:(sprintf('std.token.x3: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 4: length (tokens)
set lmargin at screen 0.55800; set rmargin at screen 0.98333
set tmargin at screen 0.47347; set bmargin at screen 0.13926
unset logscale x; set xrange [0.0:67.1]
unset logscale y; set yrange [45.46328188975622:51.44957089784448]
set xtics norotate offset 0,0.35 ('0' -0.0, '10' 10.0, '20' 20.0, '30' 30.0, '40' 40.0, '50' 50.0, '60' 60.0) font ',12' tc rgb '#333333'
set ytics ('46' 46.0, '47' 47.0, '48' 48.0, '49' 49.0, '50' 50.0, '51' 51.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'length (tokens)' at screen 0.55800, screen 0.48939 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'step' at screen 0.77067, screen 0.09549 center font 'sans-serif,13' tc rgb '#222222' front
set label 'length (tokens)' at screen 0.51875, screen 0.30637 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::528::549 using 4:6:7 with filledcurves fs solid lc rgb '#d00072B2' notitle, \
     data skip 1 every ::550::571 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::572::593 using 4:6:7 with filledcurves fs solid lc rgb '#d0009E73' notitle, \
     data skip 1 every ::594::615 using 4:6:7 with filledcurves fs solid lc rgb '#d0CC79A7' notitle, \
     data skip 1 every ::616::637 using 4:6:7 with filledcurves fs solid lc rgb '#d0E69F00' notitle, \
     data skip 1 every ::638::659 using 4:6:7 with filledcurves fs solid lc rgb '#d056B4E9' notitle, \
     data skip 1 every ::660::681 using 4:6:7 with filledcurves fs solid lc rgb '#d0882255' notitle, \
     data skip 1 every ::682::703 using 4:6:7 with filledcurves fs solid lc rgb '#d0999933' notitle, \
     data skip 1 every ::528::549 using 4:5 with linespoints pt 7 ps 0.6 pi 3 lw 2 lc rgb '#0072B2' notitle, \
     data skip 1 every ::550::571 using 4:5 with linespoints pt 5 ps 0.6 pi 3 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::572::593 using 4:5 with linespoints pt 9 ps 0.6 pi 3 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::594::615 using 4:5 with linespoints pt 11 ps 0.6 pi 3 lw 2 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::616::637 using 4:5 with linespoints pt 13 ps 0.6 pi 3 lw 2 lc rgb '#E69F00' notitle, \
     data skip 1 every ::638::659 using 4:5 with linespoints pt 6 ps 0.6 pi 3 lw 2 lc rgb '#56B4E9' notitle, \
     data skip 1 every ::660::681 using 4:5 with linespoints pt 4 ps 0.6 pi 3 lw 2 lc rgb '#882255' notitle, \
     data skip 1 every ::682::703 using 4:5 with linespoints pt 8 ps 0.6 pi 3 lw 2 lc rgb '#999933' notitle, \
     data skip 1 every ::528::549 using 4:5:(sprintf('none.sequence.x1: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::550::571 using 4:5:(sprintf('std.sequence.x1: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::572::593 using 4:5:(sprintf('none.token.x1: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::594::615 using 4:5:(sprintf('std.token.x1: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::616::637 using 4:5:(sprintf('none.sequence.x3: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::638::659 using 4:5:(sprintf('std.sequence.x3: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::660::681 using 4:5:(sprintf('none.token.x3: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::682::703 using 4:5:(sprintf('std.token.x3: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox
unset multiplot
set output
